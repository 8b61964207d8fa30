package dev.mesher.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import dev.mesher.event.Slot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A request with several events: a JSON array, or {@code {"events": […]}}. The list may also be an object whose names are
 * numbers, as some languages encode it.
 */
public final class Bulk {
    /** Most events of one request. */
    public static final int MAX_EVENTS = 100;

    /** Less than the deepest nesting that the reader takes, so that an event that is nested deeper is refused by itself. */
    private static final int DEEPEST = EventJson.MAX_DEPTH - 1;

    private static final ThrottledLog FAILURES = new ThrottledLog();

    private Bulk() {}

    /**
     * Decodes the events in order. An event that cannot be decoded is a slot with its refusal, and does not affect the others.
     *
     * @param maxEventBytes a larger event is refused before it is parsed into a tree
     * @throws Refusal 400 when the body cannot be read, has no event, or has more than {@link #MAX_EVENTS}
     */
    public static List<Slot<Event>> decode(byte[] json, int maxEventBytes) {
        List<Slot<Event>> slots = new ArrayList<>();
        for (Slice slice : slices(json)) {
            slots.add(slot(json, slice, maxEventBytes));
        }
        return slots;
    }

    private static Slot<Event> slot(byte[] json, Slice slice, int maxEventBytes) {
        if (slice.end - slice.start > maxEventBytes) {
            return Slot.done(Refusal.tooLarge("event larger than " + maxEventBytes + " bytes"));
        }
        try {
            return Slot.toStore(NativeEvent.decode(Arrays.copyOfRange(json, slice.start, slice.end)));
        } catch (Refusal refusal) {
            return Slot.done(refusal);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(Bulk.class, "an event of a bulk could not be read; it was refused", failure);
            return Slot.done(Refusal.malformed("event could not be read"));
        }
    }

    /** Finds where each event stands in the body, without a tree of the whole body. */
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

    /** Reads {@code {"events":…}}, or a list in the form {@code {"1":…,"2":…}}. */
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

    /** Adds the value at which {@code parser} stands, and moves the parser to the value's end. */
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
