package dev.mesher.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The circles in the calls of one stack. A call that comes twice has called itself, directly or through those between its
 * first and its last place: all of them form a circle, and circles that overlap form one. Of a circle each call counts once,
 * so that neither the depth of a recursion nor its way through the circle makes another group.
 *
 * <p>The work is linear in the number of calls, whatever the length of a circle.
 */
final class Recursion {
    /** Where the middle of a stack was left out, one call seems to go on in another way, and afterwards as before. */
    private static final int SEAM = 2;

    /** A circle at the end of a stack that was gone round so often might as well have failed a call later. */
    private static final int TURNS = 2;

    /** So few calls are compared with each other, which costs less than a table of them. */
    private static final int FEW = 24;

    private final List<String> calls;
    private final List<Run> runs;

    /** The places of a circle, or of a single call that belongs to none. */
    private record Run(int start, int end) {
        int length() {
            return end - start + 1;
        }
    }

    private Recursion(List<String> calls, List<Run> runs) {
        this.calls = calls;
        this.runs = runs;
    }

    /**
     * Null when no call comes twice.
     *
     * @param calls oldest first; must not be modified afterwards
     */
    static @Nullable Recursion in(List<String> calls) {
        if (calls.size() <= FEW && allDiffer(calls)) {
            return null;
        }
        Map<String, Integer> lastPlaces = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            lastPlaces.put(calls.get(i), i);
        }
        return lastPlaces.size() == calls.size() ? null : new Recursion(calls, runs(calls, lastPlaces));
    }

    private static boolean allDiffer(List<String> calls) {
        for (int i = 1; i < calls.size(); i++) {
            if (calls.indexOf(calls.get(i)) < i) {
                return false;
            }
        }
        return true;
    }

    private static List<Run> runs(List<String> calls, Map<String, Integer> lastPlaces) {
        List<Run> runs = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (int i = 0; i < calls.size(); i++) {
            end = Math.max(end, lastPlaces.getOrDefault(calls.get(i), i));
            if (i == end) {
                runs.add(new Run(start, end));
                start = i + 1;
                end = start;
            }
        }
        return runs;
    }

    /** Whether the oldest call belongs to a circle. */
    boolean beginsInCircle() {
        return runs.get(0).length() > 1;
    }

    /**
     * The calls with each circle gone round once, in the order in which it was entered. The call that failed is the last, and
     * may stand twice; but it does not count where the stack ends in a circle that was gone round often: which of its calls
     * failed is then decided by the depth of the recursion.
     *
     * @param cut whether the oldest calls are missing, so that nobody knows where the first circle was entered
     */
    List<String> once(boolean cut) {
        List<String> once = new ArrayList<>();
        String failed = calls.get(calls.size() - 1);
        boolean byDepth = endsByDepth();
        for (Run run : runs) {
            List<String> members = new ArrayList<>(members(run, run.start() == 0 && (cut || byDepth)));
            if (cut && !byDepth && run.length() == calls.size()) {
                // One circle, which the call that failed ends, as in a stack that went round it once.
                Collections.rotate(members, members.size() - 1 - members.indexOf(failed));
            }
            once.addAll(members);
        }
        if (!byDepth && !once.get(once.size() - 1).equals(failed)) {
            once.add(failed);
        }
        return once;
    }

    private boolean endsByDepth() {
        Run last = runs.get(runs.size() - 1);
        List<String> part = calls.subList(last.start(), last.end() + 1);
        int members = ring(part, 0).size();
        return members > 1
                && last.length() >= TURNS * members
                && members == Set.copyOf(part).size();
    }

    /**
     * The circle in which the stack overflowed, which is the longest: it holds half of the calls or more. Who entered it, and
     * which of its calls found the stack full, is chance. Null when there is no such circle.
     */
    @Nullable
    List<String> overflowing() {
        Run longest = runs.get(0);
        for (Run run : runs) {
            longest = run.length() >= longest.length() ? run : longest;
        }
        return longest.length() > 1 && 2 * longest.length() >= calls.size()
                ? List.copyOf(members(longest, true))
                : null;
    }

    /** @param turned whether their order does not depend on where the run begins */
    private Set<String> members(Run run, boolean turned) {
        List<String> part = calls.subList(run.start(), run.end() + 1);
        Set<String> members = new LinkedHashSet<>(part);
        if (!turned) {
            return members;
        }
        Set<String> ring = ring(part, SEAM);
        return ring.size() == members.size() ? ring : new TreeSet<>(members);
    }

    /**
     * The calls as each calls the next, the first of the alphabet first; empty when a call goes on in several ways.
     *
     * @param most how often a call may go on in another way all the same
     */
    private static Set<String> ring(List<String> part, int most) {
        Map<String, String> next = new HashMap<>();
        int changes = 0;
        String former = null;
        for (String call : part) {
            String known = former == null ? null : next.put(former, call);
            changes += known == null || known.equals(call) ? 0 : 1;
            former = call;
        }
        if (changes > most) {
            return Set.of();
        }
        Set<String> ring = new LinkedHashSet<>();
        String call = Collections.min(part);
        while (call != null && ring.add(call)) {
            call = next.get(call);
        }
        return ring;
    }
}
