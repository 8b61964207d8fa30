package dev.mesher.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of an event's JSON, in which nothing is stored twice. If the event's {@code exception} or
 * {@code stacktrace} repeats a part of {@code exceptions} or {@code threads}, its value is the JSON Pointer (RFC 6901)
 * of that part. A client cannot send a text in these two fields, so such a text is always a pointer.
 */
public final class StoredJson {
    private static final String EXCEPTIONS = "exceptions";
    private static final String THREADS = "threads";
    private static final String STACK = "stacktrace";

    private final byte[] stored;
    private final Map<String, Span> parts = new HashMap<>();
    private @Nullable Reference exception;
    private @Nullable Reference stacktrace;

    private StoredJson(byte[] stored) {
        this.stored = stored;
    }

    private record Span(int start, int end) {}

    /**
     * A pointer in the JSON.
     *
     * @param text the position of the string, including its quotes
     */
    private record Reference(String pointer, Span text) {}

    /** The pointer to the exception at {@code index} of the chain. */
    public static String exceptionAt(int index) {
        return "/" + EXCEPTIONS + "/" + index;
    }

    /** The pointer to the stack trace of the exception at {@code index} of the chain. */
    public static String stackOfException(int index) {
        return exceptionAt(index) + "/" + STACK;
    }

    /** The pointer to the stack trace of the thread at {@code index} of the list. */
    public static String stackOfThread(int index) {
        return "/" + THREADS + "/" + index + "/" + STACK;
    }

    /**
     * Returns the JSON with all pointers replaced by what they point to. Returns {@code stored} itself when there are
     * none.
     */
    public static byte[] whole(byte[] stored) {
        if (!mayPoint(stored)) {
            return stored;
        }
        StoredJson json = new StoredJson(stored);
        // Decoded as ISO 8859-1, one character is one byte, so positions in the text are positions in the bytes.
        try (JsonParser parser = EventJson.TREE.parser(new String(stored, StandardCharsets.ISO_8859_1))) {
            json.read(parser);
        } catch (IOException damaged) {
            return stored;
        }
        return json.joined();
    }

    /**
     * Whether the JSON may have a pointer. Quickly looks for a text that begins with a slash and the first letter of
     * one of the lists, which few other texts do.
     */
    private static boolean mayPoint(byte[] stored) {
        for (int i = 0; i + 2 < stored.length; i++) {
            if (stored[i] == '"' && stored[i + 1] == '/' && (stored[i + 2] == 'e' || stored[i + 2] == 't')) {
                return true;
            }
        }
        return false;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && (name.equals(EXCEPTIONS) || name.equals(THREADS))) {
                elements(parser, "/" + name + "/");
            } else if (value == JsonToken.VALUE_STRING && name.equals("exception")) {
                exception = reference(parser);
            } else if (value == JsonToken.VALUE_STRING && name.equals(STACK)) {
                stacktrace = reference(parser);
            } else {
                JsonParser unused = parser.skipChildren();
            }
        }
    }

    private static Reference reference(JsonParser parser) throws IOException {
        int start = start(parser);
        String pointer = parser.getText();
        return new Reference(pointer, new Span(start, end(parser)));
    }

    private void elements(JsonParser parser, String list) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                element(parser, list + i);
            } else {
                JsonParser unused = parser.skipChildren();
            }
        }
    }

    /**
     * Remembers the positions of an element and of its stack trace. Only the fields that {@code exception} has are part
     * of the element, and they are written first.
     */
    private void element(JsonParser parser, String pointer) throws IOException {
        int start = start(parser) + 1;
        int end = start;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            int valueStart = start(parser);
            if (value.isStructStart()) {
                JsonParser unused = parser.skipChildren();
            }
            int valueEnd = end(parser);
            if (name.equals(STACK)) {
                parts.put(pointer + "/" + STACK, new Span(valueStart, valueEnd));
            } else if (name.equals("type_name") || name.equals("value") || name.equals("module_name")) {
                end = valueEnd;
            }
        }
        parts.put(pointer, new Span(start, end));
    }

    private byte[] joined() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 * stored.length);
        int at = 0;
        Span thrown = part(exception);
        if (exception != null && thrown != null) {
            at = copy(out, at, exception.text());
            out.write('{');
            out.write(stored, thrown.start(), thrown.end() - thrown.start());
            out.write('}');
        }
        Span frames = part(stacktrace);
        if (stacktrace != null && frames != null) {
            at = copy(out, at, stacktrace.text());
            out.write(stored, frames.start(), frames.end() - frames.start());
        }
        out.write(stored, at, stored.length - at);
        return out.toByteArray();
    }

    /** Copies the bytes before {@code text}. Returns the position after it. */
    private int copy(ByteArrayOutputStream out, int at, Span text) {
        out.write(stored, at, text.start() - at);
        return text.end();
    }

    private @Nullable Span part(@Nullable Reference reference) {
        return reference == null ? null : parts.get(reference.pointer());
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int end(JsonParser parser) throws IOException {
        parser.finishToken();
        return (int) parser.currentLocation().getCharOffset();
    }
}
