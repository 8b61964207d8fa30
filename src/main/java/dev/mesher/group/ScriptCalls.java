package dev.mesher.group;

import dev.mesher.event.StackFrame;
import dev.mesher.group.platform.Call;
import dev.mesher.group.platform.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one JavaScript stack, without what differs from build to build. A minifier gives most functions a new short name in
 * each build. It also puts functions into their callers, so the number of calls without a name differs.
 */
final class ScriptCalls {
    /** Stands for the file in which a page's code begins. */
    private static final String ENTRY = "<entry>";

    /** The files that have calls without a name, and whether the file's name has a word. */
    private Map<String, Boolean> nameless = Map.of();

    /** The file of the first call in a bundle, if that call is of a global function. */
    private @Nullable String entry;

    private @Nullable StackFrame newest;
    private @Nullable Script newestScript;
    private String newestPlace = "";
    private int sameInARow;
    private boolean inBundle;
    private boolean beganSilently;
    private boolean minified;

    /**
     * Adds a call. To be called for the oldest first.
     *
     * @param name of the function, or the source line that stands in for it; "" when there is neither
     */
    void add(StackFrame frame, Call call, Script script, String name) {
        if (newest == null) {
            beganSilently = name.isEmpty() && !script.tells();
        }
        if (!inBundle && script.bundled()) {
            inBundle = true;
            entry = script.global() ? call.place() : null;
        }
        if (name.isEmpty()) {
            nameless = nameless.isEmpty() ? new HashMap<>() : nameless;
            Boolean unused = nameless.put(call.place(), script.tells());
        }
        minified |= script.minified();
        sameInARow = newest != null && Stack.isSameFunction(newest, frame) ? sameInARow + 1 : 1;
        newest = frame;
        newestScript = script;
        newestPlace = call.place();
    }

    /** Whether a minifier replaced the name of a function. */
    boolean minified() {
        return minified;
    }

    /** Whether the oldest call has neither a name nor a word in its file's name. */
    boolean beganSilently() {
        return beganSilently && !endsInRecursion();
    }

    /**
     * Whether the newest calls are a minified function's calls of itself, and fill the shortest stack that a runtime keeps. The
     * calls before may then be missing.
     */
    boolean endsInRecursion() {
        return sameInARow >= Stack.LEAST_CUT && newestScript != null && newestScript.file() && newestScript.minified();
    }

    /** The file of the newest call. Empty for an inline script, whose file is the page's address: that may contain an id. */
    List<String> newestFile() {
        return newestScript != null && newestScript.file() ? List.of(newestPlace) : List.of();
    }

    /**
     * The calls that tell a fault apart, in their order. A call without a name is kept when it tells another file than the call
     * before, and the file's name has a word. The newest call is always kept. The name of the file in which a page begins is left
     * out of a minified stack: Parcel takes it from the directory of the build, and a page has only one global function of a name.
     */
    List<String> telling(List<String> calls) {
        if (nameless.isEmpty()) {
            return calls;
        }
        List<String> telling = new ArrayList<>(calls.size());
        String before = "";
        for (int i = 0; i < calls.size(); i++) {
            String call = calls.get(i);
            Boolean hasWord = nameless.get(call);
            if (hasWord == null || (hasWord && !isIn(before, call)) || i == calls.size() - 1) {
                telling.add(
                        minified && entry != null && isIn(call, entry) ? ENTRY + call.substring(entry.length()) : call);
            }
            before = call;
        }
        return telling;
    }

    private static boolean isIn(String call, String file) {
        return call.startsWith(file) && (call.length() == file.length() || call.charAt(file.length()) == ' ');
    }
}
