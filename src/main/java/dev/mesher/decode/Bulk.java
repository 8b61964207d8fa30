package dev.mesher.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A request that carries several events: a JSON array, or {@code {"events": […]}}; also one that came as an object. */
public final class Bulk {
    /** Events that one request may carry. */
    public static final int MAX_EVENTS = 100;

    /** Less than what the reader takes of the whole, so that an event that is nested deeper costs only itself. */
    private static final int DEEPEST = EventJson.MAX_DEPTH - 1;

    private static final ThrottledLog FAILURES = new ThrottledLog();

    private Bulk() {}

    /** One place of the array: the event, or why it is none. */
    public sealed interface Entry {}

    /** An event that can be taken. */
    public record Decoded(Event event) implements Entry {}

    /** An event that cannot be taken; the others are not affected. */
    public record Refused(Refusal refusal) implements Entry {}

    /**
     * The entries in order.
     *
     * @param maxEventBytes size past which an event is refused by itself, before a tree is made of it
     * @throws Refusal 400 when the whole cannot be read, is empty, or holds more than {@link #MAX_EVENTS}
     */
    public static List<Entry> decode(byte[] json, int maxEventBytes) {
        List<Entry> entries = new ArrayList<>();
        for (Slice slice : slices(json)) {
            entries.add(entry(json, slice, maxEventBytes));
        }
        return entries;
    }

    private static Entry entry(byte[] json, Slice slice, int maxEventBytes) {
        if (slice.end - slice.start > maxEventBytes) {
            return new Refused(Refusal.tooLarge("event larger than " + maxEventBytes + " bytes"));
        }
        try {
            return new Decoded(NativeEvent.decode(Arrays.copyOfRange(json, slice.start, slice.end)));
        } catch (Refusal refusal) {
            return new Refused(refusal);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(Bulk.class, "an event of a bulk could not be read; it was refused", failure);
            return new Refused(Refusal.malformed("event could not be read"));
        }
    }

    /** Where each event stands in the body, found without building a tree of the whole. */
    private static List<Slice> slices(byte[] json) {
        EventJson.checkUtf8(json);
        try (JsonParser parser = EventJson.TREE.parser(new ShallowReader(json, DEEPEST))) {
            List<Slice> slices = new ArrayList<>();
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                array(parser, slices);
            } else if (first == JsonToken.START_OBJECT) {
                object(parser, slices);
            }
            while (parser.nextToken() != null) {
                JsonParser unused = parser.skipChildren();
            }
            if (slices.isEmpty()) {
                throw Refusal.malformed(
                        "body: expected an array of at least one event, or an object with such an array \"events\"");
            }
            return slices;
        } catch (JsonProcessingException broken) {
            throw EventJson.malformed(broken);
        } catch (IOException unreadable) {
            throw Refusal.malformed("malformed JSON: not UTF-8");
        }
    }

    private static void array(JsonParser parser, List<Slice> slices) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            add(parser, slices, slices.size());
        }
    }

    /** Of {@code {"events":…}}, or of a list whose places are names: {@code {"1":…,"2":…}}. */
    private static void object(JsonParser parser, List<Slice> slices) throws IOException {
        boolean found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (found) {
                JsonParser unused = parser.skipChildren();
            } else if (name.equals("events")) {
                found = true;
                slices.clear();
                events(parser, value, slices);
            } else if (NumberedList.isNumber(name)) {
                add(parser, slices, Long.parseLong(name));
            } else {
                JsonParser unused = parser.skipChildren();
            }
        }
        slices.sort(Comparator.comparingLong(Slice::place));
    }

    private static void events(JsonParser parser, JsonToken value, List<Slice> slices) throws IOException {
        if (value == JsonToken.START_ARRAY) {
            array(parser, slices);
        } else if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken unused = parser.nextToken();
                add(parser, slices, NumberedList.isNumber(name) ? Long.parseLong(name) : Long.MAX_VALUE);
            }
        }
    }

    /** The value on which {@code parser} stands; afterwards it stands at its end. */
    private static void add(JsonParser parser, List<Slice> slices, long place) throws IOException {
        if (slices.size() == MAX_EVENTS) {
            throw Refusal.malformed("events: more than " + MAX_EVENTS + " in one request");
        }
        int start = (int) parser.currentTokenLocation().getCharOffset();
        JsonParser unused = parser.skipChildren();
        parser.finishToken();
        slices.add(new Slice(place, start, (int) parser.currentLocation().getCharOffset()));
    }

    /** @param place in the list */
    private record Slice(long place, int start, int end) {}
}
