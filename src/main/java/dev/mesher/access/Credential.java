package dev.mesher.access;

import dev.mesher.text.FullPattern;
import dev.mesher.text.Separated;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * The credential of a request: a bearer header, or else the session cookie.
 *
 * @param ambient whether the browser sent it by itself. Another server may have set such a cookie, since all ports of a
 *     host share their cookies
 */
record Credential(String secret, boolean ambient) {
    static final String COOKIE = "mesher_session";
    private static final FullPattern BEARER = FullPattern.of("(?i)bearer(?:\\s++(.*+))?", 8_192);
    private static final String QUERY_TOKEN = "token=";

    /**
     * Empty when the request has none. An {@code Authorization} header with another scheme than Bearer is ignored: it
     * is meant for another server, such as a proxy.
     */
    static Optional<Credential> of(MultiMap headers) {
        for (String header : headers.getAll("Authorization")) {
            MatchResult bearer = BEARER.match(header.strip());
            if (bearer != null) {
                return Optional.of(new Credential(bearer.group(1) == null ? "" : bearer.group(1), false));
            }
        }
        return cookie(headers);
    }

    /** The same, or {@code ?token=}, since a browser cannot set headers on a WebSocket. */
    static Optional<Credential> ofUpgrade(MultiMap headers, @Nullable String query) {
        for (String pair : query == null ? List.<String>of() : Separated.by('&', query)) {
            if (pair.startsWith(QUERY_TOKEN)) {
                return Optional.of(new Credential(pair.substring(QUERY_TOKEN.length()), false));
            }
        }
        return of(headers);
    }

    private static Optional<Credential> cookie(MultiMap headers) {
        for (String line : headers.getAll("Cookie")) {
            for (String pair : Separated.by(';', line)) {
                String each = pair.strip();
                if (each.startsWith(COOKIE + "=")) {
                    String value = each.substring(COOKIE.length() + 1);
                    return Optional.of(new Credential(value, true)).filter(cookie -> !value.isEmpty());
                }
            }
        }
        return Optional.empty();
    }
}
