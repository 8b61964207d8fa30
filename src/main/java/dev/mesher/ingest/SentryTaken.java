package dev.mesher.ingest;

import dev.mesher.event.RateWindow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a Sentry client's request came to.
 *
 * @param eventId the client's id of its event; null when there was none
 * @param window null when nothing was charged
 * @param again whether the same request was answered before, under its client's key
 */
record SentryTaken(@Nullable UUID eventId, @Nullable RateWindow window, boolean again) {
    static final SentryTaken NOTHING = new SentryTaken(null, null, false);
    static final SentryTaken NOTHING_AGAIN = new SentryTaken(null, null, true);
}
