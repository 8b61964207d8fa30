package dev.mesher.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The circles in the calls of one stack. A call that comes twice has called itself, directly or through the calls between its
 * first and its last place: all of them form a circle, and circles that overlap form one. Each call of a circle counts once,
 * so that neither the depth of a recursion nor its way through the circle makes another group.
 *
 * <p>The work is linear in the number of calls, whatever the length of a circle.
 */
final class Recursion {
    /** Where the middle of a stack was left out, a call seems to be followed by another call than elsewhere. */
    private static final int SEAM = 2;

    /** After so many turns, the circle at the end of a stack might as well have failed a call later. */
    private static final int TURNS = 2;

    /** So few calls are compared with each other, which costs less than a table of them. */
    private static final int FEW = 24;

    private static final int UNKNOWN = -1;
    private static final int VISITED = -2;

    private final List<String> calls;

    /** For each place, the first place of the same call. Two places hold the same call when their numbers are equal. */
    private final int[] first;

    private final List<Run> runs;
    private final Run longest;

    /** The places of a circle, or of a single call that belongs to no circle. */
    private record Run(int start, int end) {
        int length() {
            return end - start + 1;
        }
    }

    private Recursion(List<String> calls, int[] first, List<Run> runs) {
        this.calls = calls;
        this.first = first;
        this.runs = runs;
        this.longest = runs.stream()
                .reduce((one, other) -> other.length() >= one.length() ? other : one)
                .orElseThrow();
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
        int[] first = new int[calls.size()];
        int[] last = new int[calls.size()];
        Map<String, Integer> firstPlaces = new HashMap<>();
        for (int i = 0; i < first.length; i++) {
            Integer before = firstPlaces.putIfAbsent(calls.get(i), i);
            first[i] = before == null ? i : before;
            last[first[i]] = i;
        }
        return firstPlaces.size() == first.length ? null : new Recursion(calls, first, runs(first, last));
    }

    private static boolean allDiffer(List<String> calls) {
        for (int i = 1; i < calls.size(); i++) {
            if (calls.indexOf(calls.get(i)) < i) {
                return false;
            }
        }
        return true;
    }

    private static List<Run> runs(int[] first, int[] last) {
        List<Run> runs = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (int i = 0; i < first.length; i++) {
            end = Math.max(end, last[first[i]]);
            if (i == end) {
                runs.add(new Run(start, end));
                start = i + 1;
                end = start;
            }
        }
        return runs;
    }

    /** Calls of the longest circle. */
    int longest() {
        return longest.length();
    }

    /** Whether the oldest call belongs to the longest circle. */
    boolean beginsWithLongest() {
        return longest.start() == 0;
    }

    /**
     * The calls with each circle gone round once, in the order in which it was entered. The call that failed is the last, and
     * may stand twice. It does not count where the stack ends in a circle whose depth decides which of its calls fails.
     *
     * <p>A stack that may be cut, and of which a circle holds half or more, begins with that circle. With a few turns more, the
     * calls that entered the circle would be missing, so they never count.
     *
     * @param cut whether the oldest calls are missing, or would be missing if the stack were a little deeper
     */
    List<String> once(boolean cut) {
        boolean deep = cut && isMost(longest);
        boolean byDepth = endsByDepth(deep);
        List<String> once = new ArrayList<>();
        for (Run run : deep ? runs.subList(runs.indexOf(longest), runs.size()) : runs) {
            boolean entryUnknown = run.start() == 0 && (cut || byDepth);
            once.addAll(members(run, entryUnknown || (deep && run.equals(longest))));
        }
        String failed = calls.get(calls.size() - 1);
        if (!byDepth && !once.get(once.size() - 1).equals(failed)) {
            once.add(failed);
        }
        return once;
    }

    /**
     * The circle in which the stack overflowed, which is the longest: it holds half of the calls or more. Who entered it, and
     * which of its calls found the stack full, is chance. Null when there is no such circle.
     */
    @Nullable
    List<String> overflowing() {
        return isMost(longest) ? members(longest, true) : null;
    }

    private boolean isMost(Run run) {
        return 2 * run.length() >= calls.size();
    }

    /**
     * Whether the stack ends in a circle that always goes the same way. Which of its calls fails is then a matter of depth
     * alone. Two turns show that the way is always the same; where the whole stack is such a circle, the turns may be cut off.
     */
    private boolean endsByDepth(boolean deep) {
        Run end = runs.get(runs.size() - 1);
        int period = period(end);
        return period < end.length() && ((deep && end.equals(longest)) || end.length() >= TURNS * period);
    }

    /** After how many calls the run begins again in the same order: its length when it never does. */
    private int period(Run run) {
        int[] border = new int[run.length()];
        int matched = 0;
        for (int i = 1; i < border.length; i++) {
            while (matched > 0 && first[run.start() + i] != first[run.start() + matched]) {
                matched = border[matched - 1];
            }
            matched += first[run.start() + i] == first[run.start() + matched] ? 1 : 0;
            border[i] = matched;
        }
        return run.length() - matched;
    }

    /** @param turned whether their order does not depend on where the run begins */
    private List<String> members(Run run, boolean turned) {
        List<String> members = new ArrayList<>();
        for (int i = run.start(); i <= run.end(); i++) {
            if (first[i] == i) {
                members.add(calls.get(i));
            }
        }
        if (turned && members.size() > 1) {
            List<String> ring = ring(run, members.size());
            if (ring.size() == members.size()) {
                return ring;
            }
            members.sort(null);
        }
        return members;
    }

    /**
     * The calls as each calls the next, the first of the alphabet first. A call that calls itself on the way is as one that
     * does not. Empty when a call is followed by several others.
     */
    private List<String> ring(Run run, int members) {
        int[] next = new int[run.length()];
        Arrays.fill(next, UNKNOWN);
        int changes = 0;
        int least = run.start();
        for (int i = run.start() + 1; i <= run.end(); i++) {
            int from = first[i - 1] - run.start();
            if (first[i] != first[i - 1]) {
                changes += next[from] < 0 || next[from] == first[i] ? 0 : 1;
                next[from] = first[i];
            }
            if (first[i] == i && calls.get(i).compareTo(calls.get(least)) < 0) {
                least = i;
            }
        }
        List<String> ring = new ArrayList<>(members);
        int at = changes > SEAM ? -1 : least;
        while (at >= 0 && next[at - run.start()] != VISITED) {
            ring.add(calls.get(at));
            int after = next[at - run.start()];
            next[at - run.start()] = VISITED;
            at = after;
        }
        return ring;
    }
}
