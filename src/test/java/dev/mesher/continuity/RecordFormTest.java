package dev.mesher.continuity;

import static dev.mesher.testing.RecordedForm.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.authority.ClusterRole;
import dev.mesher.bus.WireIn;
import dev.mesher.event.Attempt;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes in which a node copies its records to another one, against recorded ones. */
final class RecordFormTest {
    private static final UUID PROCESS = new UUID(1, 1);

    @Test
    void records() {
        BatchRecord record = BatchRecord.submitted(
                PROCESS,
                7,
                1_700_000_000_123L,
                new Standpoint("a@h:1", ClusterRole.PRIMARY, 3, "healthy"),
                List.of(
                        new Attempt(new UUID(2, 2), "key", true, new UUID(3, 3)),
                        new Attempt(new UUID(4, 4), "unnamed", false, Attempt.NO_HASH)));
        BatchRecord rejected = BatchRecord.submitted(
                PROCESS,
                8,
                1_700_000_000_456L,
                new Standpoint("a@h:1", ClusterRole.STANDBY, 3, "degraded"),
                List.of(new Attempt(new UUID(5, 5), "unnamed", false, new UUID(6, 6))));
        rejected.rejected("malformed JSON");

        Buffer message = Mirror.message("a@h:1", PROCESS, List.of(record, rejected));

        assertUnchanged("continuity-copy", message.getByte(0), message.getBytes());
        WireIn in = new WireIn(message, Mirror.VERSION);
        assertThat(Mirror.message(in.nextText(), in.nextId(), in.nextEach(BatchRecord::decode)))
                .isEqualTo(message);
    }
}
