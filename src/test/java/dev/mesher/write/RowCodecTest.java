package dev.mesher.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows on their way to another node, and into the journal. */
final class RowCodecTest {
    private static final int VERSION = 1;
    private static final UUID PROJECT = UUID.randomUUID();

    private final EventRow full =
            Rows.row(PROJECT, "prüfung 1", "former", UUID.randomUUID(), Instant.now(), "2.0", UUID.randomUUID());
    private final EventRow bare = Rows.row(PROJECT, "plain", null, Instant.now());

    @Test
    void rowsArriveAsTheyWere() {
        List<EventRow> back = decoded(encoded(full, bare));

        assertThat(back).hasSize(2);
        assertSame(back.get(0), full);
        assertSame(back.get(1), bare);
    }

    @Test
    void noRowsAreARowlessMessage() {
        assertThat(decoded(encoded())).isEmpty();
    }

    @Test
    void aMessageThatIsCutAnywhereIsRefused() {
        Buffer bytes = encoded(full, bare);

        for (int length = 0; length < bytes.length(); length++) {
            Buffer cut = bytes.slice(0, length);
            assertThatThrownBy(() -> decoded(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aCountThatCannotBeAsksForNoMemory() {
        for (int count : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Buffer bytes = encoded(bare).setInt(1, count);
            assertThatThrownBy(() -> decoded(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aLevelOfAnotherVersionIsRefused() {
        Buffer bytes = encoded(bare);
        int at = bytes.toString(StandardCharsets.ISO_8859_1).indexOf("error");

        bytes.setString(at, "dread");

        assertThatThrownBy(() -> decoded(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertSame(EventRow row, EventRow expected) {
        assertThat(row)
                .usingRecursiveComparison()
                .ignoringFields("attempt", "grouped.event", "grouped.formerFingerprint")
                .isEqualTo(expected);
        assertThat(row.grouped().formerFingerprint().get())
                .isEqualTo(expected.grouped().formerFingerprint().get());
        assertThat(row.grouped().event())
                .usingRecursiveComparison()
                .comparingOnlyFields("eventId", "level", "message", "userHash", "environment", "release", "sessionId")
                .isEqualTo(expected.grouped().event());
    }

    private static List<EventRow> decoded(Buffer bytes) {
        return new WireIn(bytes, VERSION).nextEach(RowCodec::decode);
    }

    private static Buffer encoded(EventRow... rows) {
        WireOut out = new WireOut(VERSION);
        out.putEach(List.of(rows), RowCodec::encode);
        return out.buffer();
    }
}
