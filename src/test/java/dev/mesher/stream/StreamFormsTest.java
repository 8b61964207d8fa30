package dev.mesher.stream;

import static dev.mesher.testing.RecordedForm.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.Level;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes of what nodes send each other for their subscribers, against recorded ones. */
final class StreamFormsTest {
    private static final UUID PROJECT = new UUID(1, 1);

    @Test
    void packets() {
        Buffer packet = new Packet(
                        List.of(
                                StreamMessage.event(PROJECT, Level.WARNING, "production", true, utf8("{\"ä\":1}"), 7),
                                StreamMessage.notice(PROJECT, false, utf8("{}")),
                                StreamMessage.lost(PROJECT, 42)),
                        List.of(
                                new Touched(PROJECT, Set.of(new UUID(3, 3)), 2, 1_700_000_000_000L, true, false),
                                Touched.unknown(PROJECT)))
                .encode();

        assertUnchanged("stream-packet", packet.getByte(0), packet.getBytes());
        assertThat(Packet.decode(packet).encode()).isEqualTo(packet);
    }

    @Test
    void announcements() {
        Buffer announcement = new Announcement(new UUID(2, 2), Map.of(PROJECT, new Interest(false, true))).encode();

        assertUnchanged("stream-announcement", announcement.getByte(0), announcement.getBytes());
        assertThat(Announcement.decode(announcement).encode()).isEqualTo(announcement);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
