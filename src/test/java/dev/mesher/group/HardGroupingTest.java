package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.group.Corpus.Recorded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorded events after changes that are hard to see through. Not all of them can be: what is reached is held here, so that
 * it does not get worse unseen, and what is missed is named.
 */
final class HardGroupingTest {
    private static final Logger LOG = LoggerFactory.getLogger(HardGroupingTest.class);
    private static final List<String> PLATFORMS = List.of("browser", "go", "java", "node", "python");

    @Test
    void precisionAndRecallAfterHardChangesAreNotBelowWhatIsReached() {
        Map<HardMutation, Pairs> reached = new EnumMap<>(HardMutation.class);
        StringBuilder table = new StringBuilder();
        for (HardMutation mutation : HardMutation.values()) {
            Pairs all = new Pairs();
            for (String platform : PLATFORMS) {
                List<Recorded> events = events(mutation, platform);
                Pairs pairs = new Pairs();
                pairs.addAll(events);
                all.addAll(events);
                if (!events.isEmpty()) {
                    table.append("\n%-44s %-8s %s".formatted(mutation, platform, pairs));
                }
            }
            table.append("\n%-44s %-8s %s".formatted(mutation, "all", all));
            reached.put(mutation, all);
        }
        LOG.info("after hard changes:{}", table);
        reached.forEach((mutation, pairs) -> {
            assertThat(pairs.precision()).as("precision of %s", mutation).isGreaterThanOrEqualTo(mutation.precision());
            assertThat(pairs.recall()).as("recall of %s", mutation).isGreaterThanOrEqualTo(mutation.recall());
        });
    }

    /** Those that the change touches; before it too, where reports of both kinds come in side by side. */
    private static List<Recorded> events(HardMutation mutation, String platform) {
        Random chance = new Random(11);
        List<Recorded> events = new ArrayList<>();
        for (Recorded event : Corpus.of(platform)) {
            Recorded mutant = event.changed(mutation::apply, chance);
            if (mutant != null) {
                events.add(mutant);
                if (mutation.besideThoseBefore()) {
                    events.add(event);
                }
            }
        }
        return events;
    }
}
