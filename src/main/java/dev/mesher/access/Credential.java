package dev.mesher.access;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a request shows to be let in: a bearer header, or else the cookie. */
final class Credential {
    static final String COOKIE = "mesher_session";
    private static final Pattern BEARER = Pattern.compile("bearer(?:\\s+(.*))?", Pattern.CASE_INSENSITIVE);
    private static final String QUERY_TOKEN = "token=";

    private Credential() {}

    /** Empty when nothing is shown. Another scheme than Bearer is somebody else's, such as a proxy's. */
    static Optional<String> of(MultiMap headers) {
        for (String header : headers.getAll("Authorization")) {
            Matcher bearer = BEARER.matcher(header.strip());
            if (bearer.matches()) {
                return Optional.of(bearer.group(1) == null ? "" : bearer.group(1));
            }
        }
        return cookie(headers);
    }

    /** The same, or {@code ?token=}: a browser can put no header on a WebSocket. */
    static Optional<String> ofUpgrade(MultiMap headers, @Nullable String query) {
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(QUERY_TOKEN)) {
                return Optional.of(pair.substring(QUERY_TOKEN.length()));
            }
        }
        return of(headers);
    }

    private static Optional<String> cookie(MultiMap headers) {
        for (String line : headers.getAll("Cookie")) {
            for (String pair : line.split(";", -1)) {
                String each = pair.strip();
                if (each.startsWith(COOKIE + "=")) {
                    String value = each.substring(COOKIE.length() + 1);
                    return Optional.of(value).filter(text -> !text.isEmpty());
                }
            }
        }
        return Optional.empty();
    }
}
