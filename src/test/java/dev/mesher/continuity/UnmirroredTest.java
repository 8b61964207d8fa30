package dev.mesher.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.authority.ClusterRole;
import dev.mesher.event.Attempt;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What waits for its copy: bounded, and it says when something went without. */
final class UnmirroredTest {
    private static final Standpoint HERE = new Standpoint("a@127.0.0.1:4370", ClusterRole.PRIMARY, 0, "healthy");

    private final Unmirrored unmirrored = new Unmirrored();

    @Test
    void whatFindsNoRoomGoesWithoutACopyAndIsToldOfOnce() {
        unmirrored.follow(() -> {});
        unmirrored.add(record(0));
        assertThat(unmirrored.overflowed()).isFalse();

        long more = 2 * (8L << 20) / BatchRecord.SINGLE_BYTES;
        for (long number = 1; number <= more; number++) {
            unmirrored.add(record(number));
        }

        assertThat(unmirrored.overflowed()).isTrue();
        assertThat(unmirrored.overflowed()).isFalse();
        assertThat(unmirrored.take(Integer.MAX_VALUE)).hasSizeBetween(1, (int) more / 2 + 1);
    }

    private static BatchRecord record(long number) {
        return BatchRecord.submitted(new UUID(0, 0), number, 0, HERE, List.of(Attempt.unnamed()));
    }
}
