package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.group.Fault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports of made-up faults on ten platforms: what chance puts into them must not split a fault, and two faults that differ
 * in one function, module or type must not meet. Precision is the share of pairs in one group that are of one fault, recall
 * the share of pairs of one fault that are in one group.
 */
final class GroupingPropertyTest {
    private static final Logger LOG = LoggerFactory.getLogger(GroupingPropertyTest.class);
    private static final int FAULTS = 3_000;
    private static final int REPORTS = 6;

    /**
     * Both are measured at 1.0 but for one (exceptions of PHP: recall 0.999); the margin is one fault in a hundred for a rule that is made coarser or
     * finer on purpose. The generator is seeded: a figure below is a change of the code.
     */
    private static final double LEAST = 0.99;

    @Test
    void reportsOfOneFaultMeetAndOfTwoDoNot() {
        Map<Object, Score> scores = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        Random random = new Random(7);
        for (Fault.Style style : Fault.Style.values()) {
            for (Kind kind : Kind.values()) {
                List<Fault> faults = distinct(random, style, kind);
                scores.put(style + " " + kind, score(faults, random));
            }
        }
        scores.forEach((what, score) ->
                LOG.info("{}: precision {} recall {} of {} faults", what, score.precision, score.recall, score.faults));
        assertThat(scores.values()).allSatisfy(score -> {
            assertThat(score.precision).isGreaterThanOrEqualTo(LEAST);
            assertThat(score.recall).isGreaterThanOrEqualTo(LEAST);
        });
    }

    @Test
    void oneChangeMakesAnotherFault() {
        Random random = new Random(11);
        Map<String, Integer> met = new TreeMap<>();
        int tried = 0;
        for (int i = 0; i < FAULTS; i++) {
            Fault fault = Fault.random(random);
            String before = fingerprint(fault, random);
            Map<String, Fault> others = new HashMap<>();
            others.put("type " + fault.style(), fault.ofType("QuiteAnotherError"));
            if (fault.kind() == Kind.STACK) {
                others.put("function " + fault.style(), fault.inFunction("neverCalledBefore"));
                others.put("module " + fault.style(), fault.inModule("unheard"));
            } else {
                others.put("words " + fault.style(), fault.ofWords("quite another thing about %i"));
            }
            if (fault.kind() == Kind.MESSAGE) {
                others.remove("type " + fault.style());
            }
            for (Map.Entry<String, Fault> other : others.entrySet()) {
                tried++;
                if (fingerprint(other.getValue(), random).equals(before)) {
                    met.merge(other.getKey(), 1, Integer::sum);
                }
            }
        }
        LOG.info("{} changes; without effect: {}", tried, met);
        assertThat(met).isEmpty();
    }

    private record Score(double precision, double recall, int faults) {}

    private static Score score(List<Fault> faults, Random random) {
        Map<String, Map<Fault, Integer>> groups = new HashMap<>();
        for (Fault fault : faults) {
            for (int i = 0; i < REPORTS; i++) {
                groups.computeIfAbsent(fingerprint(fault, random), key -> new HashMap<>())
                        .merge(fault, 1, Integer::sum);
            }
        }
        long together = 0;
        long right = 0;
        for (Map<Fault, Integer> group : groups.values()) {
            together +=
                    pairs(group.values().stream().mapToInt(Integer::intValue).sum());
            right += group.values().stream()
                    .mapToLong(GroupingPropertyTest::pairs)
                    .sum();
        }
        return new Score((double) right / together, (double) right / (faults.size() * pairs(REPORTS)), faults.size());
    }

    private static long pairs(long of) {
        return of * (of - 1) / 2;
    }

    /** Faults of which no two are the same to a person. */
    private static List<Fault> distinct(Random random, Fault.Style style, Kind kind) {
        Set<Object> known = new HashSet<>();
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < FAULTS / 10; i++) {
            Fault any = Fault.random(random);
            Fault fault =
                    new Fault(style, kind, any.calls(), any.type(), any.words(), any.causeType(), any.recursive());
            Object identity =
                    switch (kind) {
                        case STACK -> List.of(fault.calls(), fault.type(), fault.causeType());
                        case EXCEPTION -> List.of(fault.type(), fault.words());
                        case MESSAGE -> fault.words();
                    };
            if (known.add(identity)) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private static String fingerprint(Fault fault, Random random) {
        return Fingerprint.of(Report.of(fault, random)).fingerprint();
    }
}
