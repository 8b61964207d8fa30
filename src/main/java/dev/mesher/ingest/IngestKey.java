package dev.mesher.ingest;

import dev.mesher.event.Refusal;
import dev.mesher.text.FullPattern;
import dev.mesher.text.SearchPattern;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client's key in a request: in {@code x-sentry-auth}, in {@code Authorization}, or in the query as {@code
 * sentry_key}. Both headers may have the bare key, or Sentry's form. That is {@code sentry_key=…} among other pairs,
 * with or without the word {@code Sentry} before them. {@code Authorization} may also have the key as a bearer token or
 * as the user of basic authentication.
 */
final class IngestKey {
    private static final int LONGEST_HEADER = 8_192;
    private static final FullPattern KEY = FullPattern.of("[A-Za-z0-9_]{1,64}", 64);

    /** Finds {@code sentry_key} among other pairs. Quotes are optional, and any separator is accepted. */
    private static final SearchPattern SENTRY = SearchPattern.of(
            "(?i)(?<!\\w)sentry_key[\"']?\\s{0,4}+[=:]\\s{0,4}+[\"']?([A-Za-z0-9_]{1,64}+)(?=[\"',;&\\s]|$)",
            LONGEST_HEADER);

    /** A key in quotes, without a name. */
    private static final FullPattern QUOTED = FullPattern.of("\"([A-Za-z0-9_]{1,64}+)\"", 66);

    private static final FullPattern BEARER = FullPattern.of("(?i)bearer\\s++(\\S++)\\s*+", LONGEST_HEADER);

    private static final FullPattern BASIC =
            FullPattern.of("(?i)basic\\s++([A-Za-z0-9+/=_-]{1,400}+)\\s*+", LONGEST_HEADER);

    private IngestKey() {}

    /**
     * The key in the headers or the query; null when there is no well-formed one.
     *
     * @throws Refusal 400 when the headers have no key and the query cannot be decoded
     */
    static @Nullable String find(HttpServerRequest request) {
        String key = find(request.headers());
        if (key != null || request.query() == null) {
            return key;
        }
        String inQuery = query(request).get("sentry_key");
        return inQuery == null ? null : bare(inQuery.strip());
    }

    /**
     * The parameters of the query.
     *
     * @throws Refusal 400 when the query cannot be decoded
     */
    static MultiMap query(HttpServerRequest request) {
        try {
            return request.params();
        } catch (IllegalArgumentException malformed) {
            throw Refusal.malformed("malformed path or query");
        }
    }

    /** The key in the headers; null when there is no well-formed one. */
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
        MatchResult basic = BASIC.match(authorization);
        if (basic != null) {
            return user(basic.group(1));
        }
        MatchResult bearer = BEARER.match(authorization);
        return bareOrSentry(bearer == null ? authorization : bearer.group(1));
    }

    private static @Nullable String user(String credentials) {
        try {
            String text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            String user = colon < 0 ? text : text.substring(0, colon);
            return KEY.matches(user) ? user : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static @Nullable String bareOrSentry(String value) {
        String bare = bare(value);
        if (bare != null) {
            return bare;
        }
        MatchResult sentry = SENTRY.first(value);
        return sentry == null ? null : sentry.group(1);
    }

    private static @Nullable String bare(String value) {
        if (KEY.matches(value)) {
            return value;
        }
        MatchResult quoted = QUOTED.match(value);
        return quoted == null ? null : quoted.group(1);
    }
}
