package dev.mesher.group;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import dev.mesher.group.platform.Call;
import dev.mesher.group.platform.Machinery;
import dev.mesher.group.platform.Shown;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an event happened: its transaction, or else the frame that failed, or else what the client says. */
final class Culprit {
    private static final Set<String> SCRIPTS = Set.of("javascript", "node", "typescript");
    private static final Set<String> BINARIES = Set.of("native", "c", "cpp", "rust", "cocoa", "swift", "objc");

    private Culprit() {}

    /** Null when the event says nothing about it. Not cut to any length. */
    static @Nullable String of(Event event) {
        String transaction = text(event.transaction());
        if (!transaction.isBlank()) {
            return transaction;
        }
        StackFrame failed = failed(event.platform(), frames(event));
        String sent = text(event.culprit()).strip();
        if (failed == null || (Machinery.is(event.platform(), failed) && !sent.isEmpty())) {
            return sent.isEmpty() ? null : sent;
        }
        return place(event.platform(), failed);
    }

    /** The function of the frame that failed; null when it has none that somebody wrote. */
    static @Nullable String function(Event event) {
        StackFrame failed = failed(event.platform(), frames(event));
        return failed == null || Machinery.is(event.platform(), failed)
                ? null
                : Shown.of(event.platform(), failed).function();
    }

    /** Of the exception that names the issue, when it has a stack of its own. */
    private static List<StackFrame> frames(Event event) {
        ExceptionInfo main = Chain.main(event.exceptions());
        return main == null || main.frames().isEmpty() ? event.frames() : main.frames();
    }

    /**
     * The last frame that is the application's and that somebody wrote. Where the client marks none, the platform's rules say
     * which are the application's. Otherwise the last of the application's frames, or of those that somebody wrote, or of all;
     * null when there are none.
     */
    static @Nullable StackFrame failed(@Nullable String platform, List<StackFrame> frames) {
        StackFrame nobodys = null;
        for (int i = frames.size() - 1; i >= 0; i--) {
            StackFrame frame = frames.get(i);
            if (Boolean.TRUE.equals(frame.inApp())) {
                if (!Machinery.is(platform, frame)) {
                    return frame;
                }
                nobodys = nobodys == null ? frame : nobodys;
            }
        }
        StackFrame somebodys = null;
        for (int i = frames.size() - 1; i >= 0; i--) {
            StackFrame frame = frames.get(i);
            if (!Boolean.TRUE.equals(frame.inApp()) && !Machinery.is(platform, frame)) {
                if (frame.inApp() == null && !Call.of(platform, frame).library()) {
                    return frame;
                }
                somebodys = somebodys == null ? frame : somebodys;
            }
        }
        if (nobodys != null || somebodys != null) {
            return nobodys == null ? somebodys : nobodys;
        }
        return frames.isEmpty() ? null : frames.get(frames.size() - 1);
    }

    /** As the platform's people write it; of a function that nobody wrote only its module or file. */
    private static @Nullable String place(@Nullable String platform, StackFrame failed) {
        Shown shown = Shown.of(platform, failed);
        String function = Machinery.is(platform, failed) ? "" : shown.function();
        String place = shown.place();
        if (place.isEmpty() || function.isEmpty()) {
            return place.isEmpty() && function.isEmpty() ? null : place + function;
        }
        if (BINARIES.contains(text(platform))) {
            return function;
        }
        return SCRIPTS.contains(text(platform)) ? function + "(" + place + ")" : place + " in " + function;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
