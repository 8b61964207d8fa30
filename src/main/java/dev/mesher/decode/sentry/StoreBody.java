package dev.mesher.decode.sentry;

import dev.mesher.decode.Inflate;
import dev.mesher.event.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The body of a store request: JSON, or Base64 of zlib-compressed JSON from old clients. */
public final class StoreBody {
    private StoreBody() {}

    /**
     * Returns the JSON in {@code body}.
     *
     * @throws Refusal 400 when it is damaged, 413 when it is larger than {@code limit} bytes
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

    /** Whether this byte is a Base64 character. JSON objects and lists begin with other characters. */
    private static boolean isBase64(byte first) {
        return Character.isLetterOrDigit(first) || first == '+' || first == '/';
    }
}
