package dev.mesher.cli.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.cli.CommandRun;
import dev.mesher.testing.FakeNode;
import dev.mesher.testing.FakeNode.Reaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmokeCommandTest {
    @Test
    void aSoundNodePassesEachStep() {
        try (FakeNode node = FakeNode.that(Reaction.ACCEPT)) {
            CommandRun run = CommandRun.of("smoke", "--url", node.url());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().lines().map(line -> line.split("\\s+", 3)[0] + " " + line.split("\\s+", 3)[1]))
                    .containsExactly("settings ok", "ingest ok", "event ok", "issue ok", "storage ok", "smoke: ok");
            assertThat(run.out()).contains("1 more than before");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, answered 401 (unauthorized)",
        "RATE_LIMIT, answered 429 (rate limited)",
        "SAMPLE, the event was sampled",
        "JOURNAL, the event went to the journal"
    })
    void anEventThatIsNotStoredFailsTheStep(Reaction reaction, String why) {
        try (FakeNode node = FakeNode.that(reaction)) {
            CommandRun run = CommandRun.of("smoke", "--url", node.url());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("settings   ok", "ingest     failed  " + why);
            assertThat(run.err()).hasLineCount(1).contains("step ingest failed", why);
        }
    }

    @Test
    void anIssueThatIsNotListedFailsTheStep() {
        try (FakeNode node = FakeNode.that(Reaction.ACCEPT).forgetsIssues()) {
            CommandRun run = CommandRun.of("smoke", "--url", node.url());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("issue i1 is not in the list of unresolved issues");
        }
    }

    @Test
    void aNodeThatIsAwayFailsTheFirstStep() {
        CommandRun run = CommandRun.of("smoke", "--url", "http://127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("http://127.0.0.1:1", "Connection refused");
    }
}
