package dev.mesher.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.cli.remote.NodeUrl;
import dev.mesher.cli.remote.RemoteNode;
import dev.mesher.testing.FakeNode;
import dev.mesher.testing.FakeNode.Reaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** One stall of 300 ms, met by both kinds of load. */
final class LoadLatencyTest {
    private static final Duration DURATION = Duration.ofMillis(600);
    private static final long FELT_MICROS = 30_000;

    @Test
    void openLoopCountsTheWaitingOfEventsThatWereMeantToBeSent() {
        LoadResult result = run(OptionalDouble.of(500));

        // Half of the events were due while the node stood still, with both connections taken.
        assertThat(result.latencyMicros().getPercentileAtOrBelowValue(FELT_MICROS))
                .isLessThan(75);
        assertThat(result.counts().acknowledged()).isEqualTo(300);
        assertThat(result.holds()).isTrue();
    }

    @Test
    void closedLoopHidesIt() {
        LoadResult result = run(OptionalDouble.empty());

        long slow = result.latencyMicros().getCountBetweenValues(250_000, Long.MAX_VALUE / 2);
        assertThat(slow).isBetween(1L, 10L);
        assertThat(result.holds()).isTrue();
    }

    private static LoadResult run(OptionalDouble rate) {
        try (FakeNode node = new FakeNode(number -> number == 10 ? Reaction.STALL : Reaction.ACCEPT)) {
            RemoteNode target = new RemoteNode(NodeUrl.parse(node.url()), "key", null, "default");
            LoadPlan plan = new LoadPlan(
                    target, 2, DURATION, rate, PayloadSize.TYPICAL, 50, Duration.ofSeconds(20), Duration.ofSeconds(20));
            return new LoadTrial(plan, new PrintWriter(new StringWriter())).run();
        }
    }
}
