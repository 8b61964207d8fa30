package dev.mesher.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.cli.CommandRun;
import dev.mesher.testing.FakeNode;
import dev.mesher.testing.FakeNode.Reaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class LoadCommandTest {
    @Test
    void everyAcknowledgedEventIsStoredOnce() {
        try (FakeNode node = FakeNode.that(Reaction.ACCEPT)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("closed loop", "acknowledged events/s", "p99.9", "0 missing, 0 doubled")
                    .contains("every acknowledged event is stored once");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void aMissingEventIsFound() {
        try (FakeNode node = new FakeNode(number -> number == 1 ? Reaction.ACCEPT_WITHOUT_STORING : Reaction.ACCEPT)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("1 missing, 0 doubled");
            assertThat(run.err()).hasLineCount(1).contains("1 missing");
        }
    }

    @Test
    void aDoubledEventIsFound() {
        try (FakeNode node = new FakeNode(number -> number == 1 ? Reaction.ACCEPT_AND_STORE_TWICE : Reaction.ACCEPT)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("0 missing, 1 doubled");
        }
    }

    @Test
    void aDoubledEventDoesNotHideAMissingOne() {
        List<Reaction> first = List.of(Reaction.ACCEPT_AND_STORE_TWICE, Reaction.ACCEPT_WITHOUT_STORING);
        try (FakeNode node = new FakeNode(number -> number < 2 ? first.get(number) : Reaction.ACCEPT)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("1 missing, 1 doubled");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STORE_AND_BREAK_OFF", "BREAK_OFF"})
    void anEventWithoutAnswerMayBeStoredOrNot(Reaction lost) {
        try (FakeNode node = new FakeNode(number -> number == 1 ? lost : Reaction.ACCEPT)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("lost 1", "1 of unknown outcome");
        }
    }

    @Test
    void anAnswerThatNeverComesTimesOut() {
        try (FakeNode node = new FakeNode(number -> number == 1 ? Reaction.IGNORE : Reaction.ACCEPT)) {
            CommandRun run = load(node, "--timeout", "300ms");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("timeout 1", "1 of unknown outcome");
        }
    }

    @Test
    void journalledEventsAreWaitedFor() {
        try (FakeNode node = FakeNode.that(Reaction.JOURNAL)) {
            CommandRun run = load(node, "--settle", "20s");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("into the journal", "0 missing");
        }
    }

    @Test
    void sampledEventsAreNotExpectedInTheStore() {
        try (FakeNode node = new FakeNode(number -> number % 2 == 0 ? Reaction.SAMPLE : Reaction.ACCEPT)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("sampled, not stored");
        }
    }

    @ParameterizedTest
    @CsvSource({"RATE_LIMIT, 429, MESHER_RATE_LIMIT_MAX_EVENTS", "NO_ROOM, 503, --connections"})
    void aRunThatWasMostlyRefusedShowsNoThroughput(Reaction refusal, String status, String advice) {
        try (FakeNode node = new FakeNode(number -> number == 0 ? Reaction.ACCEPT : refusal)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("MOSTLY REFUSED", status + " ", advice)
                    .doesNotContain("acknowledged events/s");
        }
    }

    @Test
    void withoutAnAcknowledgedEventNothingIsProved() {
        try (FakeNode node = FakeNode.that(Reaction.UNAUTHORIZED)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).hasLineCount(1).contains("no event was acknowledged", "--key");
        }
    }

    @ParameterizedTest
    @CsvSource({"401, --token", "404, --project", "500, 500"})
    void aCountThatCannotBeReadIsToldBeforeTheLoad(int status, String advice) {
        try (FakeNode node = FakeNode.that(Reaction.ACCEPT).countAnswers(status)) {
            CommandRun run = load(node);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).hasLineCount(1).contains(advice);
            assertThat(node.received()).isZero();
        }
    }

    @Test
    void aNodeThatIsAwayIsToldInOneLine() {
        CommandRun run = CommandRun.of("load", "--url", "http://127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasLineCount(1).contains("cannot reach http://127.0.0.1:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--duration=30",
                "--duration=0s",
                "--url=localhost:8080",
                "--url=http://me:secret@localhost",
                "--connections=0",
                "--issues=0",
                "--issues=50001",
                "--rate=0",
                "--rate=NaN",
                "--payload=tiny"
            })
    void wrongUsageIsRefused(String option) {
        CommandRun run = CommandRun.of("load", option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isNotEmpty().doesNotContain("secret@");
    }

    private static CommandRun load(FakeNode node, String... options) {
        List<String> args = new ArrayList<>(
                List.of("load", "--url", node.url(), "--connections", "4", "--duration", "200ms", "--issues", "50"));
        if (!List.of(options).contains("--settle")) {
            args.addAll(List.of("--settle", "1ms"));
        }
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray(String[]::new));
    }
}
