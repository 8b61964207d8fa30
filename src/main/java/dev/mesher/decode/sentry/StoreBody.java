package dev.mesher.decode.sentry;

import dev.mesher.decode.Inflate;
import dev.mesher.event.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The body of a store request: JSON, or what old clients make of it, Base64 of its zlib form. */
public final class StoreBody {
    private StoreBody() {}

    /**
     * The JSON in {@code body}.
     *
     * @throws Refusal 400, or 413 past {@code limit} bytes
     */
    public static byte[] json(byte[] body, int limit) {
        int start = 0;
        while (start < body.length && body[start] <= ' ' && body[start] >= 0) {
            start++;
        }
        if (start == body.length || !isBase64(body[start])) {
            return body;
        }
        byte[] decoded;
        try {
            decoded = Base64.getMimeDecoder().decode(new String(body, StandardCharsets.ISO_8859_1).strip());
        } catch (IllegalArgumentException neither) {
            return body;
        }
        return decoded.length > 0 && decoded[0] == '{' ? decoded : Inflate.inflate(decoded, "deflate", limit);
    }

    /** JSON objects and lists begin with none of these. */
    private static boolean isBase64(byte first) {
        return Character.isLetterOrDigit(first) || first == '+' || first == '/';
    }
}
