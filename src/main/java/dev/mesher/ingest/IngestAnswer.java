package dev.mesher.ingest;

import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request's events came to.
 *
 * @param results one for each event, in order
 * @param window where the project's rate limit stands; null when there was no event to charge
 * @param again whether the results are those of the same request before, under its client's key
 */
record IngestAnswer(List<Result> results, @Nullable RateWindow window, boolean again) {
    /**
     * The receipt of a single event.
     *
     * @throws Refusal when that was refused
     */
    Receipt receipt() {
        return results.get(0).receipt();
    }

    /** What stands for a request of which nothing was taken, the worst refusal of its events; null when something was. */
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
