package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.group.Corpus.Recorded;
import dev.mesher.testing.RecordedEvents;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events as Sentry's own clients and the runtimes' traces wrote them, of faults that programs of many platforms ran into in several
 * deployments ({@code src/test/grouping/record} records them). Precision is the share of pairs in one group that are of one fault,
 * recall the share of pairs of one fault that are in one group; pairs within a platform, since a project has one. What is wrong
 * today is named in {@link KnownMisses}: the test fails when something else goes wrong, and when something named goes right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GroupingCorpusTest {
    private static final Logger LOG = LoggerFactory.getLogger(GroupingCorpusTest.class);
    private static final int TRIES = 5;

    /** What the whole reaches with what is known to be missed. */
    private static final double PRECISION = 1;

    private static final double RECALL = 0.99;

    private final Map<String, List<Recorded>> corpus = new TreeMap<>();

    GroupingCorpusTest() {
        for (String platform : RecordedEvents.platforms()) {
            corpus.put(platform, Corpus.of(platform));
        }
    }

    @Test
    void theCorpusIsOfManyEventsAndPlatforms() {
        assertThat(corpus).hasSizeGreaterThanOrEqualTo(10);
        assertThat(corpus.values().stream().mapToInt(List::size).sum()).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void theEventsOfOneFaultMeetAndThoseOfTwoDoNot() {
        Pairs whole = new Pairs();
        Pairs beside = new Pairs();
        Set<String> known = KnownMisses.all();
        Set<String> wrong = new TreeSet<>();
        StringBuilder table = new StringBuilder();
        corpus.forEach((platform, events) -> {
            Pairs pairs = new Pairs();
            for (int i = 0; i < events.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Recorded one = events.get(i);
                    Recorded other = events.get(j);
                    boolean met = one.fingerprint().equals(other.fingerprint());
                    boolean same = one.fault().equals(other.fault());
                    String miss = met
                            ? KnownMisses.meet(platform, one.fault(), other.fault())
                            : KnownMisses.split(platform, one.fault());
                    pairs.add(met, same);
                    whole.add(met, same);
                    if (met != same) {
                        wrong.add(miss);
                    }
                    if (met == same || !known.contains(miss)) {
                        beside.add(met, same);
                    }
                }
            }
            table.append("\n%-14s %4d events of %2d faults: %s"
                    .formatted(platform, events.size(), Corpus.faults(events), pairs));
        });
        LOG.info("corpus:{}\nall: {}\nbeside what is known to be missed: {}", table, whole, beside);
        assertThat(wrong).isEqualTo(named(known, Stream.of("split", "meet")));
        assertThat(beside.precision()).isEqualTo(1);
        assertThat(beside.recall()).isGreaterThanOrEqualTo(0.99);
        assertThat(whole.precision()).isGreaterThanOrEqualTo(PRECISION);
        assertThat(whole.recall()).isGreaterThanOrEqualTo(RECALL);
    }

    @Test
    void whatVariesFromDeploymentToDeploymentKeepsTheGroup() {
        assertThat(wrong(Mutation.KEEPING, false)).isEqualTo(named(Mutation.KEEPING));
    }

    @Test
    void anotherFunctionModuleTypeOrWordingMakesAnotherGroup() {
        assertThat(wrong(Mutation.SPLITTING, true)).isEqualTo(named(Mutation.SPLITTING));
    }

    private static Set<String> named(List<Mutation> mutations) {
        return named(KnownMisses.all(), mutations.stream().map(Mutation::name));
    }

    /** The known misses of some ways to go wrong. */
    private static Set<String> named(Set<String> known, Stream<String> ways) {
        Set<String> named = new TreeSet<>();
        ways.forEach(way ->
                known.stream().filter(miss -> miss.contains("\t" + way + "\t")).forEach(named::add));
        return named;
    }

    /** Those whose group changed, or did not, though it should be the other way. */
    private Set<String> wrong(List<Mutation> mutations, boolean splits) {
        Set<String> wrong = new TreeSet<>();
        Map<String, Integer> counts = new TreeMap<>();
        // Each event has chances of its own, so that another platform's events do not change them.
        corpus.forEach((platform, events) -> events.forEach(event -> mutations.stream()
                .flatMap(mutation -> Stream.iterate(0, tried -> tried + 1)
                        .limit(splits ? 1 : TRIES)
                        .map(tried -> Map.entry(mutation, tried)))
                .forEach(attempt -> {
                    Mutation mutation = attempt.getKey();
                    Recorded mutant = event.changed(mutation::apply, new Random(5L + attempt.getValue()));
                    if (mutant == null) {
                        return;
                    }
                    int unused = counts.merge(platform + " " + mutation.name(), 1, Integer::sum);
                    if (mutant.fingerprint().equals(event.fingerprint()) == splits) {
                        wrong.add(KnownMisses.changed(platform, mutation, event.fault()));
                    }
                })));
        LOG.info(
                "{} mutants that {} their group, of {} faults wrong: {}",
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                splits ? "leave" : "keep",
                wrong.size(),
                counts);
        assertThat(mutations).allSatisfy(mutation -> assertThat(counts.keySet())
                .as(mutation.name())
                .filteredOn(tried -> tried.endsWith(mutation.name()))
                .hasSizeGreaterThanOrEqualTo(mutation == Mutation.OTHER_WORDS ? 2 : 4));
        return wrong;
    }
}
