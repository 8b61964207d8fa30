package dev.mesher.group;

import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import dev.mesher.group.platform.Call;
import dev.mesher.text.SearchPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of one stack that can tell a fault apart: the application's, and all. */
final class Stack {
    /** Frames of the shortest stack that is taken for cut where it is not known how many are kept: V8 keeps ten. */
    static final int LEAST_CUT = 10;

    /** So few calls are often those of a bundle's entry, which many faults have in common. */
    private static final int FEW = 2;

    private static final int CONTEXT_LENGTH = 120;
    private static final SearchPattern SPACES = SearchPattern.of("\\s++", CONTEXT_LENGTH);

    private final @Nullable String platform;
    private final List<StackFrame> frames;
    private final @Nullable ExceptionInfo thrown;
    private final List<String> app;
    private @Nullable List<String> all;

    /** Whether the newest of the application's frames has no name, as in a minified bundle. */
    private boolean failedUnnamed;

    /** Whether a function of the application has a name that a minifier made up. */
    private boolean minified;

    /** Whether neither a name nor a word in a file's name tells which function of the application was called first. */
    private boolean beganSilently;

    /** Whether {@link #app} or {@link #all} is only the circle in which the stack overflowed. */
    private boolean overflowed;

    private Stack(@Nullable String platform, List<StackFrame> frames, @Nullable ExceptionInfo thrown) {
        this.platform = platform;
        this.frames = frames;
        this.thrown = thrown;
        this.app = ofApp();
    }

    /**
     * Reads the frames, oldest call first. Which of them are the application's, the client says; where it is silent about a
     * frame but marks others as the application's, that one is not; where it marks none, the platform's rules decide.
     *
     * @param thrown the exception that the stack belongs to; null when there is none
     */
    static Stack of(@Nullable String platform, List<StackFrame> frames, @Nullable ExceptionInfo thrown) {
        return new Stack(platform, frames, thrown);
    }

    /** Reads the frames of an exception, oldest call first. */
    static Stack of(@Nullable String platform, ExceptionInfo exception) {
        return new Stack(platform, exception.frames(), exception);
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

    /**
     * Whether several faults may have these calls: few calls are known, and a function of the application lost its name. This may
     * be the one that failed or one that called it. A method's class can lose its name, too, and engines do not all tell it.
     */
    boolean saysLittle() {
        return (failedUnnamed || minified) && app.size() <= FEW;
    }

    boolean beganSilently() {
        return beganSilently;
    }

    void addTo(List<Part> parts, boolean ofApp) {
        for (String call : calls(ofApp)) {
            parts.add(new Part(Part.Kind.FRAME, call));
        }
    }

    /** Empty also when a library overflowed the stack: the application's calls are then cut off or not, by chance. */
    private List<String> ofApp() {
        List<String> calls = read(true);
        if (calls.isEmpty() || overflowed || thrown == null || !Overflow.isSaidBy(thrown)) {
            return calls;
        }
        all = read(false);
        return overflowed ? List.of() : calls;
    }

    /**
     * Empty when no function has a name: files alone do not tell one fault from another. Of the application's JavaScript, the file
     * of the call that failed is left: together with the exception's value it tells the fault.
     */
    private List<String> read(boolean ofApp) {
        boolean marked = ofApp && anyMarked();
        boolean named = false;
        ScriptCalls scripts = new ScriptCalls();
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
            String name = line.isEmpty() ? call.function() : line;
            String text = line.isEmpty() ? call.text() : call.place() + ' ' + line;
            if (call.script() != null) {
                scripts.add(frame, call, call.script(), name);
            }
            if (ofApp) {
                failedUnnamed = name.isEmpty();
            }
            if (!text.isEmpty()) {
                named |= !name.isEmpty();
                calls.add(text);
            }
        }
        if (ofApp) {
            minified = scripts.minified();
            beganSilently = scripts.beganSilently();
        }
        if (!named || (ofApp && scripts.endsInRecursion())) {
            return ofApp ? scripts.newestFile() : List.of();
        }
        return scripts.telling(withoutDepth(calls));
    }

    /** The depth of a recursion is chance. */
    private List<String> withoutDepth(List<String> calls) {
        Recursion recursion = Recursion.in(calls);
        if (recursion == null) {
            return calls;
        }
        List<String> overflowing = thrown != null && Overflow.isSaidBy(thrown) ? recursion.overflowing() : null;
        overflowed |= overflowing != null;
        return overflowing == null ? recursion.once(isCut(recursion)) : overflowing;
    }

    /**
     * Whether the oldest frames are missing, or would be missing if the recursion were deeper. Where it is not known how many
     * frames are kept, they are missing when the stack begins with its longest circle, and the first function that is not of a
     * framework is called again.
     */
    private boolean isCut(Recursion recursion) {
        return KeptFrames.mayBeCut(platform, frames.size(), recursion.longest())
                || (frames.size() >= LEAST_CUT && recursion.beginsWithLongest() && firstIsCalledAgain());
    }

    private boolean firstIsCalledAgain() {
        int place = 0;
        while (place < frames.size() - 1
                && Boolean.FALSE.equals(frames.get(place).inApp())) {
            place++;
        }
        StackFrame first = frames.get(place);
        return first.function() != null
                && frames.stream().skip(place + 1L).anyMatch(frame -> isSameFunction(first, frame));
    }

    static boolean isSameFunction(StackFrame one, StackFrame other) {
        return Objects.equals(one.function(), other.function())
                && Objects.equals(one.filename(), other.filename())
                && Objects.equals(one.module(), other.module());
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
}
