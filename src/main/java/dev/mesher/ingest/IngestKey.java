package dev.mesher.ingest;

import io.vertx.core.MultiMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a client may put its key: {@code x-sentry-auth}, or {@code Authorization}, bare, as bearer, or in Sentry's form. */
final class IngestKey {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern SENTRY =
            Pattern.compile("(?i)^sentry\\s.*?\\bsentry_key=([A-Za-z0-9_]{1,64})(?:[,\\s]|$)");
    private static final Pattern BEARER = Pattern.compile("(?i)^bearer\\s+(\\S+)\\s*$");

    private IngestKey() {}

    /** Null when the headers hold none in a form that could be one. */
    static @Nullable String find(MultiMap headers) {
        String own = headers.get("x-sentry-auth");
        String key = own == null ? null : bareOrSentry(own);
        if (key != null) {
            return key;
        }
        String authorization = headers.get("authorization");
        if (authorization == null) {
            return null;
        }
        Matcher bearer = BEARER.matcher(authorization);
        return bareOrSentry(bearer.matches() ? bearer.group(1) : authorization);
    }

    private static @Nullable String bareOrSentry(String value) {
        if (KEY.matcher(value).matches()) {
            return value;
        }
        Matcher sentry = SENTRY.matcher(value);
        return sentry.find() ? sentry.group(1) : null;
    }
}
