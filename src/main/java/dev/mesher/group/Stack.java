package dev.mesher.group;

import dev.mesher.event.StackFrame;
import dev.mesher.group.platform.Call;
import dev.mesher.text.SearchPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of one stack that can tell a fault apart: the application's, and all. */
final class Stack {
    /** Calls that go round in longer circles are rare; each length costs a comparison a call. */
    private static final int LONGEST_CIRCLE = 4;

    private static final int CONTEXT_LENGTH = 120;
    private static final SearchPattern SPACES = SearchPattern.of("\\s++", CONTEXT_LENGTH);

    private final @Nullable String platform;
    private final List<StackFrame> frames;
    private final List<String> app;
    private @Nullable List<String> all;

    private Stack(@Nullable String platform, List<StackFrame> frames) {
        this.platform = platform;
        this.frames = frames;
        this.app = read(true);
    }

    /**
     * Reads the frames, oldest call first. Which of them are the application's, the client says; where it is silent about a
     * frame but marks others as the application's, that one is not; where it marks none, the platform's rules decide.
     */
    static Stack of(@Nullable String platform, List<StackFrame> frames) {
        return new Stack(platform, frames);
    }

    boolean hasApp() {
        return !app.isEmpty();
    }

    List<String> calls(boolean ofApp) {
        if (ofApp) {
            return app;
        }
        List<String> calls = all == null ? read(false) : all;
        all = calls;
        return calls;
    }

    void addTo(List<Part> parts, boolean ofApp) {
        for (String call : calls(ofApp)) {
            parts.add(new Part(Part.Kind.FRAME, call));
        }
    }

    /** Empty when no function is known: files alone, as a minified bundle's, do not tell one fault from another. */
    private List<String> read(boolean ofApp) {
        boolean marked = ofApp && anyMarked();
        boolean named = false;
        List<String> calls = new ArrayList<>(frames.size());
        for (StackFrame frame : frames) {
            if (ofApp && (Boolean.FALSE.equals(frame.inApp()) || (marked && frame.inApp() == null))) {
                continue;
            }
            Call call = Call.of(platform, frame);
            if (call.noise() || (ofApp && !isApp(frame, call))) {
                continue;
            }
            String line = call.function().isEmpty() ? sourceLine(frame) : "";
            String text = line.isEmpty() ? call.text() : call.place() + ' ' + line;
            if (!text.isEmpty()) {
                named |= !line.isEmpty() || !call.function().isEmpty();
                add(calls, text);
            }
        }
        return named ? calls : List.of();
    }

    private boolean anyMarked() {
        for (StackFrame frame : frames) {
            if (Boolean.TRUE.equals(frame.inApp())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isApp(StackFrame frame, Call call) {
        return !call.library() || (frame.inApp() != null && !call.doubtful());
    }

    /** Stands in for a function without a name. */
    private static String sourceLine(StackFrame frame) {
        String line = frame.contextLine();
        return line == null || line.length() > CONTEXT_LENGTH ? "" : SPACES.replaceAll(line.strip(), " ");
    }

    /** A circle that was gone round already is not gone round again: the depth of a recursion is chance. */
    private static void add(List<String> calls, String call) {
        calls.add(call);
        int size = calls.size();
        for (int length = 1; length <= LONGEST_CIRCLE && 2 * length <= size; length++) {
            if (repeats(calls, size, length)) {
                calls.subList(size - length, size).clear();
                return;
            }
        }
    }

    private static boolean repeats(List<String> calls, int size, int length) {
        for (int i = size - 1; i >= size - length; i--) {
            if (!calls.get(i).equals(calls.get(i - length))) {
                return false;
            }
        }
        return true;
    }
}
