package dev.mesher.group;

import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.group.platform.Names;
import org.jspecify.annotations.Nullable;

/** How an issue is called in a list: what happened, and where. */
public final class Title {
    private static final int MAX_LENGTH = 200;

    private static final ThrottledLog FAILURES = new ThrottledLog();
    private static final String FAILED = "an event's title could not be made as usual";

    private Title() {}

    /** {@code Type: first line of the value}; without a type that means something, the function; the message's first line. */
    public static String of(Event event) {
        try {
            return ofKind(event);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(Title.class, FAILED, failure);
            return plain(event);
        }
    }

    /** The message's beginning. */
    static String plain(Event event) {
        String message = event.message().strip();
        int end = message.indexOf('\n');
        return cut(end < 0 ? message : message.substring(0, end));
    }

    private static String ofKind(Event event) {
        ExceptionInfo exception = Chain.main(event.exceptions());
        if (exception == null || exception.holdsMessage()) {
            return firstLine(event.message());
        }
        String type = exception.typeName();
        boolean synthetic =
                exception.mechanism() != null && exception.mechanism().synthetic();
        if (type == null || synthetic) {
            String function = Culprit.function(event);
            if (function != null) {
                return firstLine(function);
            }
            return firstLine(exception.value() == null ? event.message() : exception.value());
        }
        String name = Names.type(event.platform(), type);
        String value = TellingLines.first(text(exception.value()));
        return cut(value.isEmpty() ? name : name + ": " + value);
    }

    /**
     * The transaction; or else the frame that failed, as its platform's people write it; or else the culprit that the client
     * sent. Null when there is none of them.
     */
    public static @Nullable String culprit(Event event) {
        try {
            String culprit = Culprit.of(event);
            return culprit == null ? null : cut(culprit);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(Title.class, FAILED, failure);
            return null;
        }
    }

    private static String firstLine(String text) {
        return cut(TellingLines.first(text));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
        return text.substring(0, end) + "…";
    }
}
