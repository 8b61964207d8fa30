package dev.mesher.cli.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of JSON that is encoded once. Some of its places are overwritten for each event. A place is a run of the same
 * marker character, and keeps its length.
 */
final class Template {
    static final String EVENT_ID = "~".repeat(36);
    static final String TIMESTAMP = "^".repeat(24);
    private static final char DIGIT = '`';

    private final byte[] bytes;
    private final int[] digitsAt;
    private final int[] digitsLength;
    private final int eventIdAt;
    private final int timestampAt;

    private Template(String json) {
        this.bytes = json.getBytes(StandardCharsets.ISO_8859_1);
        this.eventIdAt = json.indexOf(EVENT_ID);
        this.timestampAt = json.indexOf(TIMESTAMP);
        List<int[]> runs = new ArrayList<>();
        for (int at = json.indexOf(DIGIT); at >= 0; ) {
            int end = at;
            while (json.charAt(end) == DIGIT) {
                end++;
            }
            runs.add(new int[] {at, end - at});
            at = json.indexOf(DIGIT, end);
        }
        this.digitsAt = runs.stream().mapToInt(run -> run[0]).toArray();
        this.digitsLength = runs.stream().mapToInt(run -> run[1]).toArray();
    }

    /** A marker for {@code count} digits, for use inside a JSON string. */
    static String digits(int count) {
        return String.valueOf(DIGIT).repeat(count);
    }

    /** The first fields of an object, up to and including the comma before the fields of {@link #tail}. ASCII only. */
    static Template head(JsonObject fields) {
        String json = fields.encode();
        return new Template(json.substring(0, json.length() - 1) + ",");
    }

    /** The last fields of an object. ASCII only. */
    static Template tail(JsonObject fields) {
        return new Template(fields.encode().substring(1));
    }

    int length() {
        return bytes.length;
    }

    /** Appends the piece, with every place filled from {@code fresh}. */
    void appendTo(Buffer event, FreshValues fresh) {
        int base = event.length();
        event.appendBytes(bytes);
        if (eventIdAt >= 0) {
            event.setBytes(base + eventIdAt, fresh.uuid());
        }
        if (timestampAt >= 0) {
            event.setBytes(base + timestampAt, fresh.timestamp());
        }
        for (int i = 0; i < digitsAt.length; i++) {
            event.setBytes(base + digitsAt[i], fresh.digits(), 0, digitsLength[i]);
        }
    }
}
