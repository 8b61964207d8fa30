package dev.mesher.group;

import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import dev.mesher.group.platform.Names;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an issue is called in a list: what happened, and where. */
public final class Title {
    private static final int MAX_LENGTH = 200;
    private static final String UNKNOWN = "<unknown>";
    private static final Set<String> NAMELESS = Set.of("", "?", UNKNOWN, "<redacted>", "<anonymous>");
    private static final Set<String> SCRIPTS = Set.of("javascript", "node", "typescript");
    private static final Set<String> BINARIES = Set.of("native", "c", "cpp", "rust", "cocoa", "swift", "objc");

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
        ExceptionInfo exception = main(event);
        if (exception == null || exception.holdsMessage()) {
            return firstLine(event.message());
        }
        String type = exception.typeName();
        boolean synthetic =
                exception.mechanism() != null && exception.mechanism().synthetic();
        if (type == null || synthetic) {
            StackFrame failed = failed(event);
            if (failed != null && !NAMELESS.contains(text(failed.function()))) {
                return firstLine(Names.function(event.platform(), failed));
            }
            return firstLine(exception.value() == null ? event.message() : exception.value());
        }
        String name = Names.type(event.platform(), type);
        String value = TellingLines.first(text(exception.value()));
        return cut(value.isEmpty() ? name : name + ": " + value);
    }

    /** The transaction; or else the frame that failed, as its platform's people write it. */
    public static @Nullable String culprit(Event event) {
        try {
            return place(event);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(Title.class, FAILED, failure);
            return null;
        }
    }

    private static @Nullable String place(Event event) {
        String transaction = text(event.transaction());
        if (!transaction.isBlank()) {
            return cut(transaction);
        }
        StackFrame failed = failed(event);
        if (failed == null) {
            return null;
        }
        String function = Names.function(event.platform(), failed);
        String place = Names.place(event.platform(), failed);
        if (place.isEmpty() || function.isEmpty()) {
            return place.isEmpty() && function.isEmpty() ? null : cut(place + function);
        }
        String platform = text(event.platform());
        if (BINARIES.contains(platform)) {
            return cut(function);
        }
        return cut(SCRIPTS.contains(platform) ? function + "(" + place + ")" : place + " in " + function);
    }

    /** The last frame that is the application's and has a name; of all frames when none is; null when there are none. */
    static @Nullable StackFrame failed(Event event) {
        List<StackFrame> frames = event.frames();
        StackFrame failed = null;
        for (StackFrame frame : frames) {
            if (Boolean.TRUE.equals(frame.inApp())
                    && frame.function() != null
                    && !NAMELESS.contains(frame.function())) {
                failed = frame;
            }
        }
        return failed != null || frames.isEmpty() ? failed : frames.get(frames.size() - 1);
    }

    /** What was thrown; of a group whose members are all alike, one of them. Null for a plain message. */
    private static @Nullable ExceptionInfo main(Event event) {
        ExceptionInfo thrown = event.exception();
        if (thrown == null || thrown.mechanism() == null || !thrown.mechanism().group()) {
            return thrown;
        }
        List<ExceptionInfo> members = Chain.of(event.exceptions());
        return members.get(members.size() - 1);
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
