package dev.mesher.stream;

import dev.mesher.event.Level;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** MessageJson as the bytes in which they go to another node. */
final class Packet {
    /** Of this layout; a node that is told another one drops the packet. */
    private static final byte VERSION = 1;

    private static final int NO_TEXT = -1;

    private Packet() {}

    static Buffer encode(List<StreamMessage> messages) {
        Buffer packet = Buffer.buffer().appendByte(VERSION).appendInt(messages.size());
        for (StreamMessage message : messages) {
            Level level = message.level();
            packet.appendLong(message.project().getMostSignificantBits())
                    .appendLong(message.project().getLeastSignificantBits())
                    .appendByte((byte) (message.recount() ? 1 : 0))
                    .appendLong(message.lost());
            append(packet, level == null ? null : level.wireName());
            append(packet, message.environment());
            packet.appendInt(message.json().length).appendBytes(message.json());
        }
        return packet;
    }

    /** @throws IndexOutOfBoundsException or {@link IllegalArgumentException} when it is none, or of another version */
    static List<StreamMessage> decode(Buffer packet) {
        Reader in = new Reader(packet);
        if (in.next() != VERSION) {
            throw new IllegalArgumentException("a stream packet of another version");
        }
        int count = in.nextInt();
        List<StreamMessage> messages = new ArrayList<>(Math.min(count, packet.length()));
        for (int i = 0; i < count; i++) {
            messages.add(in.message());
        }
        return messages;
    }

    private static void append(Buffer packet, @Nullable String text) {
        if (text == null) {
            packet.appendInt(NO_TEXT);
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            packet.appendInt(utf8.length).appendBytes(utf8);
        }
    }

    private static final class Reader {
        private final Buffer packet;
        private int at;

        Reader(Buffer packet) {
            this.packet = packet;
        }

        StreamMessage message() {
            UUID project = new UUID(nextLong(), nextLong());
            boolean recount = next() == 1;
            long lost = nextLong();
            String level = nextText();
            String environment = nextText();
            byte[] json = nextBytes(nextInt());
            if (lost > 0) {
                return StreamMessage.lost(project, lost);
            }
            return level == null
                    ? StreamMessage.notice(project, recount, json)
                    : StreamMessage.event(project, level(level), environment, recount, json);
        }

        private static Level level(String name) {
            return Level.parse(name).orElseThrow(() -> new IllegalArgumentException("a level of another version"));
        }

        private @Nullable String nextText() {
            int length = nextInt();
            return length == NO_TEXT ? null : new String(nextBytes(length), StandardCharsets.UTF_8);
        }

        byte next() {
            return packet.getByte(at++);
        }

        int nextInt() {
            at += Integer.BYTES;
            return packet.getInt(at - Integer.BYTES);
        }

        long nextLong() {
            at += Long.BYTES;
            return packet.getLong(at - Long.BYTES);
        }

        byte[] nextBytes(int length) {
            at += length;
            return packet.getBytes(at - length, at);
        }
    }
}
