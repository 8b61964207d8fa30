package dev.mesher.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Level;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PacketTest {
    private static final UUID PROJECT = UUID.randomUUID();

    @Test
    void carriesMessagesWhole() {
        List<StreamMessage> back = back(List.of(
                StreamMessage.event(PROJECT, Level.DEBUG, "prüfung", true, utf8("{\"ä\":1}"), 7),
                StreamMessage.event(PROJECT, Level.FATAL, null, false, utf8("{}"), 1L << 40),
                StreamMessage.notice(PROJECT, true, utf8("[]")),
                StreamMessage.lost(PROJECT, 42)));

        assertThat(back).extracting(StreamMessage::level).containsExactly(Level.DEBUG, Level.FATAL, null, null);
        assertThat(back).extracting(StreamMessage::environment).containsExactly("prüfung", null, null, null);
        assertThat(back).extracting(StreamMessage::receivedMillis).containsExactly(7L, 1L << 40, 0L, 0L);
        assertThat(back).extracting(StreamMessage::recount).containsExactly(true, false, true, false);
        assertThat(back).extracting(StreamMessage::lost).containsExactly(0L, 0L, 0L, 42L);
        assertThat(back).extracting(StreamMessage::project).containsOnly(PROJECT);
        assertThat(new String(back.get(0).json(), StandardCharsets.UTF_8)).isEqualTo("{\"ä\":1}");
    }

    @Test
    void anotherVersionOrACutOneIsTold() {
        Buffer packet = new Packet(
                        List.of(StreamMessage.notice(PROJECT, false, utf8("{}"))), List.of(Touched.unknown(PROJECT)))
                .encode();

        assertThatThrownBy(() -> Packet.decode(packet.copy().setByte(0, (byte) 1)))
                .isInstanceOf(IllegalArgumentException.class);
        for (int length = 0; length < packet.length(); length++) {
            Buffer cut = packet.slice(0, length);
            assertThatThrownBy(() -> Packet.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Packet.decode(packet.copy().setInt(1, Integer.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void announcementsTellTheProjectsOfANode() {
        Announcement announcement = new Announcement(
                UUID.randomUUID(),
                Map.of(PROJECT, new Interest(true, false), UUID.randomUUID(), new Interest(false, true)));

        Buffer bytes = announcement.encode();
        assertThat(Announcement.decode(bytes)).isEqualTo(announcement);
        assertThatThrownBy(() -> Announcement.decode(bytes.slice(0, bytes.length() - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Announcement.decode(bytes.copy().setByte(0, (byte) 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNodeThatWantsNothingOrIsSilentIsForgotten() {
        UUID node = UUID.randomUUID();
        UUID silent = UUID.randomUUID();
        Peers peers = new Peers();
        peers.heard(new Announcement(node, Map.of(PROJECT, new Interest(true, false))), 100);
        assertThat(peers.interest(PROJECT)).isEqualTo(new Interest(true, false));

        peers.heard(new Announcement(node, Map.of()), 200);
        assertThat(peers.interest(PROJECT)).isEqualTo(Interest.NONE);

        peers.heard(new Announcement(silent, Map.of(PROJECT, new Interest(true, false))), 300);
        peers.forgetBefore(300);
        assertThat(peers.interest(PROJECT)).isEqualTo(new Interest(true, false));
        peers.forgetBefore(301);
        assertThat(peers.interest(PROJECT)).isEqualTo(Interest.NONE);
        assertThat(peers.all()).isEmpty();
    }

    @Test
    void carriesWhichIssuesWereTouched() {
        List<Touched> touched = List.of(
                new Touched(PROJECT, Set.of(PROJECT, UUID.randomUUID()), 7, 123_456, true, false),
                Touched.issues(PROJECT, Set.of(UUID.randomUUID()), true),
                Touched.unknown(PROJECT));

        assertThat(Packet.decode(new Packet(List.of(), touched).encode()).touched())
                .isEqualTo(touched);
    }

    private static List<StreamMessage> back(List<StreamMessage> messages) {
        return Packet.decode(new Packet(messages, List.of()).encode()).messages();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
