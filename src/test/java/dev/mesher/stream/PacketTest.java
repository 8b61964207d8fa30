package dev.mesher.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Level;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PacketTest {
    private static final UUID PROJECT = UUID.randomUUID();

    @Test
    void carriesMessagesWhole() {
        List<StreamMessage> back = Packet.decode(Packet.encode(List.of(
                StreamMessage.event(PROJECT, Level.DEBUG, "prüfung", true, utf8("{\"ä\":1}")),
                StreamMessage.event(PROJECT, Level.FATAL, null, false, utf8("{}")),
                StreamMessage.notice(PROJECT, true, utf8("[]")),
                StreamMessage.lost(PROJECT, 42))));

        assertThat(back).extracting(StreamMessage::level).containsExactly(Level.DEBUG, Level.FATAL, null, null);
        assertThat(back).extracting(StreamMessage::environment).containsExactly("prüfung", null, null, null);
        assertThat(back).extracting(StreamMessage::recount).containsExactly(true, false, true, false);
        assertThat(back).extracting(StreamMessage::lost).containsExactly(0L, 0L, 0L, 42L);
        assertThat(back).extracting(StreamMessage::project).containsOnly(PROJECT);
        assertThat(new String(back.get(0).json(), StandardCharsets.UTF_8)).isEqualTo("{\"ä\":1}");
    }

    @Test
    void anotherVersionOrACutOneIsTold() {
        Buffer packet = Packet.encode(List.of(StreamMessage.notice(PROJECT, false, utf8("{}"))));

        assertThatThrownBy(() -> Packet.decode(packet.copy().setByte(0, (byte) 2)))
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
        Announcement announcement = new Announcement(UUID.randomUUID(), Set.of(PROJECT, UUID.randomUUID()));

        Buffer bytes = announcement.encode();
        assertThat(Announcement.decode(bytes)).isEqualTo(announcement);
        assertThatThrownBy(() -> Announcement.decode(bytes.slice(0, bytes.length() - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Announcement.decode(bytes.copy().setByte(0, (byte) 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNodeThatWantsNothingOrIsSilentIsForgotten() {
        UUID node = UUID.randomUUID();
        UUID silent = UUID.randomUUID();
        Peers peers = new Peers();
        peers.heard(new Announcement(node, Set.of(PROJECT)), 100);
        assertThat(peers.want(PROJECT)).isTrue();

        peers.heard(new Announcement(node, Set.of()), 200);
        assertThat(peers.want(PROJECT)).isFalse();

        peers.heard(new Announcement(silent, Set.of(PROJECT)), 300);
        peers.forgetBefore(300);
        assertThat(peers.want(PROJECT)).isTrue();
        peers.forgetBefore(301);
        assertThat(peers.want(PROJECT)).isFalse();
        assertThat(peers.all()).isEmpty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
