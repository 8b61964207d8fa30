package dev.mesher.ingest;

import dev.mesher.event.RateWindow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a Sentry client's request came to.
 *
 * @param eventId the client's id of its event; null when there was none
 * @param window null when nothing was charged
 */
record SentryTaken(@Nullable UUID eventId, @Nullable RateWindow window) {
    static final SentryTaken NOTHING = new SentryTaken(null, null);
}
