package dev.mesher.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mesher.testing.TestClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RecentRefusalsTest {
    private final TestClock clock = new TestClock();
    private final RecentRefusals refusals = new RecentRefusals("n", clock);
    private final UUID project = UUID.randomUUID();

    @Test
    void eachReasonHasItsCountAndLastErrorNewestFirst() {
        refusals.add(project, "malformed", "a");
        refusals.add(project, "malformed", "b");
        clock.leap(Duration.ofMinutes(1));
        refusals.add(project, "sampled", null);
        refusals.add(UUID.randomUUID(), "malformed", "another project's");

        assertThat(refusals.of(project))
                .extracting(
                        RecentRefusals.Recent::reason, RecentRefusals.Recent::count, RecentRefusals.Recent::lastError)
                .containsExactly(tuple("sampled", 1L, null), tuple("malformed", 2L, "b"));
        assertThat(refusals.of(UUID.randomUUID())).isEmpty();
    }

    @Test
    void theyAreForgottenAfterAnHour() {
        refusals.add(project, "malformed", "a");
        clock.leap(Duration.ofMinutes(30));
        refusals.add(project, "malformed", "b");
        clock.leap(Duration.ofMinutes(31));

        assertThat(refusals.of(project))
                .extracting(RecentRefusals.Recent::count)
                .containsExactly(1L);
        clock.leap(Duration.ofMinutes(30));
        assertThat(refusals.of(project)).isEmpty();
    }

    @Test
    void aLongErrorIsCutBetweenCharacters() {
        refusals.add(project, "malformed", "x".repeat(199) + "\ud83d\ude00");

        assertThat(refusals.of(project).get(0).lastError()).isEqualTo("x".repeat(199));
    }

    @Test
    void projectsAndReasonsAreBounded() {
        refusals.add(project, "first", "e");
        UUID kept = UUID.randomUUID();
        refusals.add(kept, "first", "e");
        for (int n = 0; n < RecentRefusals.MOST_PROJECTS - 1; n++) {
            refusals.add(UUID.randomUUID(), "first", "e");
            refusals.add(kept, "reason " + n, "e");
        }

        assertThat(refusals.of(project)).isEmpty();
        assertThat(refusals.of(kept)).hasSize(RecentRefusals.MOST_REASONS);
    }
}
