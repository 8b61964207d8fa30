package dev.mesher.stream;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Tells the other nodes which projects have subscribers on {@code node}. */
record Announcement(UUID node, Set<UUID> projects) {
    private static final int VERSION = 1;

    Announcement {
        projects = Set.copyOf(projects);
    }

    Buffer encode() {
        WireOut out = new WireOut(VERSION).put(node).put(projects.size());
        projects.forEach(out::put);
        return out.buffer();
    }

    /**
     * Decodes an announcement.
     *
     * @throws IllegalArgumentException when the bytes are malformed or of another version
     */
    static Announcement decode(Buffer bytes) {
        WireIn in = new WireIn(bytes, VERSION);
        UUID node = in.nextId();
        int count = in.nextCount();
        Set<UUID> projects = new HashSet<>();
        for (int i = 0; i < count; i++) {
            projects.add(in.nextId());
        }
        return new Announcement(node, projects);
    }
}
