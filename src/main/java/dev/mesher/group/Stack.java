package dev.mesher.group;

import dev.mesher.event.StackFrame;
import dev.mesher.group.platform.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of one stack that can tell a fault apart: the application's, and all. */
final class Stack {
    /** Calls that go round in longer circles are rare; each length costs a comparison a call. */
    private static final int LONGEST_CIRCLE = 4;

    private static final int CONTEXT_LENGTH = 120;

    private final List<String> app = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    private Stack() {}

    /**
     * Reads the frames, oldest call first. Which of them are the application's, the client says; where it is silent about a
     * frame but marks others as the application's, that one is not; where it marks none, the platform's rules decide.
     */
    static Stack of(@Nullable String platform, List<StackFrame> frames) {
        Stack stack = new Stack();
        boolean marked = frames.stream().anyMatch(frame -> Boolean.TRUE.equals(frame.inApp()));
        boolean named = false;
        for (StackFrame frame : frames) {
            Call call = Call.of(platform, frame);
            String text = text(call, frame);
            if (call.noise() || text.isEmpty()) {
                continue;
            }
            named |= text.indexOf(' ') >= 0;
            add(stack.all, text);
            if (isApp(frame, call, marked)) {
                add(stack.app, text);
            }
        }
        if (!named) {
            // Files alone, as a minified bundle's, do not tell one fault from another.
            stack.all.clear();
            stack.app.clear();
        } else if (stack.app.stream().noneMatch(text -> text.indexOf(' ') >= 0)) {
            stack.app.clear();
        }
        return stack;
    }

    boolean hasApp() {
        return !app.isEmpty();
    }

    List<String> calls(boolean ofApp) {
        return ofApp ? app : all;
    }

    void addTo(List<Part> parts, boolean ofApp) {
        calls(ofApp).forEach(call -> parts.add(new Part(Part.Kind.FRAME, call)));
    }

    private static boolean isApp(StackFrame frame, Call call, boolean marked) {
        if (call.library() && (call.doubtful() || frame.inApp() == null)) {
            return false;
        }
        return frame.inApp() == null ? !marked : frame.inApp();
    }

    /** Place, a space, function; the line of source stands in for a function without a name. */
    private static String text(Call call, StackFrame frame) {
        String function = call.function();
        if (function.isEmpty()
                && frame.contextLine() != null
                && frame.contextLine().length() <= CONTEXT_LENGTH) {
            function = frame.contextLine().strip().replaceAll("\\s++", " ");
        }
        return function.isEmpty() ? call.place() : call.place() + ' ' + function;
    }

    /** A circle that was gone round already is not gone round again: the depth of a recursion is chance. */
    private static void add(List<String> calls, String call) {
        calls.add(call);
        int size = calls.size();
        for (int length = 1; length <= LONGEST_CIRCLE && 2 * length <= size; length++) {
            List<String> tail = calls.subList(size - length, size);
            if (tail.equals(calls.subList(size - 2 * length, size - length))) {
                tail.clear();
                return;
            }
        }
    }
}
