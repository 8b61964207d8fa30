package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.group.Corpus.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events as Sentry's own clients sent them, of faults that programs on five platforms ran into in several deployments
 * ({@code src/test/grouping/record} records them). Precision is the share of pairs in one group that are of one fault, recall
 * the share of pairs of one fault that are in one group; pairs within a platform, since a project has one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GroupingCorpusTest {
    private static final Logger LOG = LoggerFactory.getLogger(GroupingCorpusTest.class);
    private static final int TRIES = 5;

    /** V8 keeps ten frames of a stack: who began a recursion is told or not, as it is shallow or deep. */
    private static final String CUT_SHORT = "node split: 'shelf empty'";

    private final Map<String, List<Recorded>> corpus = new TreeMap<>();

    GroupingCorpusTest() {
        for (String platform : List.of("browser", "go", "java", "node", "python")) {
            corpus.put(platform, Corpus.of(platform));
        }
    }

    @Test
    void theEventsOfOneFaultMeetAndThoseOfTwoDoNot() {
        Pairs whole = new Pairs();
        List<String> wrong = new ArrayList<>();
        corpus.forEach((platform, events) -> {
            Pairs pairs = new Pairs();
            for (int i = 0; i < events.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Recorded one = events.get(i);
                    Recorded other = events.get(j);
                    boolean met = one.fingerprint().equals(other.fingerprint());
                    boolean same = one.fault().equals(other.fault());
                    pairs.add(met, same);
                    whole.add(met, same);
                    if (met != same) {
                        wrong.add(platform + (met ? " meet: " : " split: ") + one + " / " + other);
                    }
                }
            }
            LOG.info("{}: {} events of {} faults: {}", platform, events.size(), Corpus.faults(events), pairs);
        });
        LOG.info("all: {}", whole);
        assertThat(wrong).allSatisfy(pair -> assertThat(pair).startsWith(CUT_SHORT));
        assertThat(whole.precision()).isEqualTo(1);
        assertThat(whole.recall()).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void whatVariesFromDeploymentToDeploymentKeepsTheGroup() {
        assertThat(wrong(Mutation.KEEPING, false)).isEmpty();
    }

    @Test
    void anotherFunctionModuleTypeOrWordingMakesAnotherGroup() {
        assertThat(wrong(Mutation.SPLITTING, true)).isEmpty();
    }

    /** Those whose group changed, or did not, though it should be the other way. */
    private List<String> wrong(List<Mutation> mutations, boolean splits) {
        Random chance = new Random(5);
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        corpus.forEach((platform, events) -> events.forEach(event -> mutations.stream()
                .flatMap(mutation -> Stream.generate(() -> mutation).limit(splits ? 1 : TRIES))
                .forEach(mutation -> {
                    Recorded mutant = event.changed(mutation::apply, chance);
                    if (mutant == null) {
                        return;
                    }
                    int unused = counts.merge(platform + " " + mutation.name(), 1, Integer::sum);
                    if (mutant.fingerprint().equals(event.fingerprint()) == splits) {
                        wrong.add(platform + " " + mutation.name() + " of " + event);
                    }
                })));
        LOG.info(
                "{} mutants that {} their group, {} wrong: {}",
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
