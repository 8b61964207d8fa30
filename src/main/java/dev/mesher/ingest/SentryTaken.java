package dev.mesher.ingest;

import dev.mesher.event.RateWindow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of a Sentry client's request.
 *
 * @param eventId the client's id of its event; null when there was none
 * @param window the project's rate limit; null when nothing was charged
 * @param again whether a request with the same key of the client was answered before
 */
record SentryTaken(@Nullable UUID eventId, @Nullable RateWindow window, boolean again) {
    static final SentryTaken NOTHING = new SentryTaken(null, null, false);
    static final SentryTaken NOTHING_AGAIN = new SentryTaken(null, null, true);
}
