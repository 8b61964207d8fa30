package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.event.Refusal;
import dev.mesher.text.SearchPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * An envelope: a header line of JSON, then for each item a header line of JSON and a payload. The payload has the
 * length that the item's header gives, or else ends with its line.
 */
public final class Envelope {
    private static final int MOST_ITEMS = 1_000;
    private static final int HEADER_BYTES = 64 * 1024;
    private static final SearchPattern DSN_KEY =
            SearchPattern.of("^[a-z]++://([A-Za-z0-9_]{1,64}+)(?::[^@/]*+)?@", HEADER_BYTES);

    private final byte[] body;
    private final ObjectNode header;
    private final List<Item> items = new ArrayList<>();
    private int at;

    private Envelope(byte[] body) {
        this.body = body;
        this.header = line("envelope header");
    }

    /**
     * Splits the envelope into items. The payloads are not decoded.
     *
     * @throws Refusal 400 when it is malformed, 413 beyond its limits
     */
    public static Envelope parse(byte[] body) {
        Envelope envelope = new Envelope(body);
        envelope.readItems();
        return envelope;
    }

    /** The items, in order. */
    public List<Item> items() {
        return List.copyOf(items);
    }

    /** The id of the event that the envelope is about; null when the header has none. */
    public @Nullable UUID eventId() {
        return EventIds.parse(header.get("event_id"));
    }

    /** The client's clock when it sent the envelope; null when unknown. */
    public @Nullable Instant sentAt() {
        return Timestamps.parse(header.get("sent_at"));
    }

    /** The public key in the header's DSN; null when there is none. */
    public @Nullable String dsnKey() {
        MatchResult dsn = DSN_KEY.first(header.path("dsn").asText().strip());
        return dsn == null ? null : dsn.group(1);
    }

    /** One item: its header, and the position of its payload. */
    public final class Item {
        private final ObjectNode header;
        private final int start;
        private final int end;

        private Item(ObjectNode header, int start, int end) {
            this.header = header;
            this.start = start;
            this.end = end;
        }

        /** The item's type; empty when the header has none. */
        public String type() {
            return header.path("type").asText();
        }

        /** The payload's length in bytes. */
        public int length() {
            return end - start;
        }

        /** A copy of the payload's bytes. */
        public byte[] payload() {
            return Arrays.copyOfRange(body, start, end);
        }

        ObjectNode header() {
            return header;
        }

        /** The envelope's bytes, which contain the payload. */
        byte[] body() {
            return body;
        }

        int start() {
            return start;
        }
    }

    private void readItems() {
        skipBlankLines();
        while (at < body.length) {
            if (items.size() == MOST_ITEMS) {
                throw Refusal.tooLarge("envelope of more than " + MOST_ITEMS + " items");
            }
            items.add(item());
            skipBlankLines();
        }
    }

    private Item item() {
        ObjectNode itemHeader = line("item header");
        int start = at;
        int end = itemHeader.hasNonNull("length") ? start + length(itemHeader) : endOfLine();
        if (end < body.length && body[end] != '\n') {
            throw Refusal.malformed("envelope: an item is longer than the length in its header, at byte " + start);
        }
        at = Math.min(end + 1, body.length);
        return new Item(itemHeader, start, end);
    }

    private int length(ObjectNode itemHeader) {
        JsonNode sent = itemHeader.path("length");
        long length = sent.isIntegralNumber() && sent.canConvertToInt() ? sent.intValue() : -1;
        if (length < 0 || length > body.length - at) {
            throw Refusal.malformed(
                    "envelope: an item's length is not a number, or exceeds the envelope, at byte " + at);
        }
        return (int) length;
    }

    /**
     * Reads the JSON object in the current line and moves to the next line.
     *
     * @param what name of the line, for a refusal
     */
    private ObjectNode line(String what) {
        int end = endOfLine();
        if (end - at > HEADER_BYTES) {
            throw Refusal.tooLarge(what + " larger than " + HEADER_BYTES + " bytes");
        }
        ObjectNode object = SentryJson.object(Arrays.copyOfRange(body, at, end), what);
        at = Math.min(end + 1, body.length);
        return object;
    }

    private int endOfLine() {
        int end = at;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private void skipBlankLines() {
        while (at < body.length && (body[at] == '\n' || body[at] == '\r')) {
            at++;
        }
    }
}
