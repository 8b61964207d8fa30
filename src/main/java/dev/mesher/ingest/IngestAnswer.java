package dev.mesher.ingest;

import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of a request's events.
 *
 * @param results one for each event, in order
 * @param window the project's rate limit; null when no event was charged
 * @param again whether these are the stored results of an earlier request with the same key of the client
 */
record IngestAnswer(List<Result> results, @Nullable RateWindow window, boolean again) {
    /**
     * The receipt of a request with one event.
     *
     * @throws Refusal when the event was refused
     */
    Receipt receipt() {
        return results.get(0).receipt();
    }

    /** The worst refusal when every event was refused; null when at least one was accepted. */
    @Nullable
    Refusal refusal() {
        Refusal worst = null;
        for (Result result : results) {
            if (!(result instanceof Refusal refusal)) {
                return null;
            }
            worst = worst == null || refusal.isWorseThan(worst) ? refusal : worst;
        }
        return worst;
    }
}
