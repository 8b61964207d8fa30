package dev.mesher.stream;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Level;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What one node tells another for its subscribers, and its binary form. */
record Packet(List<StreamMessage> messages, List<Touched> touched) {
    /** The version of this form. A node drops packets of another version. */
    private static final int VERSION = 3;

    Buffer encode() {
        WireOut out = new WireOut(VERSION).put(messages.size());
        for (StreamMessage message : messages) {
            Level level = message.level();
            out.put(message.project())
                    .put(message.recount())
                    .put(message.lost())
                    .put(level == null ? null : level.wireName())
                    .put(message.environment())
                    .put(message.json())
                    .put(message.receivedMillis());
        }
        return out.putEach(touched, (to, each) -> each.putTo(to)).buffer();
    }

    /**
     * Decodes a packet.
     *
     * @throws IllegalArgumentException when it is malformed or of another version
     */
    static Packet decode(Buffer packet) {
        WireIn in = new WireIn(packet, VERSION);
        int count = in.nextCount();
        List<StreamMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(message(in));
        }
        return new Packet(messages, in.nextEach(Touched::next));
    }

    private static StreamMessage message(WireIn in) {
        UUID project = in.nextId();
        boolean recount = in.nextFlag();
        long lost = in.nextLong();
        String level = in.nextOptionalText();
        String environment = in.nextOptionalText();
        byte[] json = in.nextBytes();
        long receivedMillis = in.nextLong();
        if (lost > 0) {
            return StreamMessage.lost(project, lost);
        }
        return level == null
                ? StreamMessage.notice(project, recount, json)
                : StreamMessage.event(project, level(level), environment, recount, json, receivedMillis);
    }

    private static Level level(String name) {
        return Level.parse(name).orElseThrow(() -> new IllegalArgumentException("a level of another version"));
    }
}
