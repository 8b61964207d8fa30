package dev.mesher.stream;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tells the other nodes which projects have subscribers on {@code node}, and what these want to be told. */
record Announcement(UUID node, Map<UUID, Interest> projects) {
    private static final int VERSION = 2;

    Announcement {
        projects = Map.copyOf(projects);
    }

    Buffer encode() {
        WireOut out = new WireOut(VERSION).put(node).put(projects.size());
        projects.forEach(
                (project, interest) -> out.put(project).put(interest.events()).put(interest.issues()));
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
        Map<UUID, Interest> projects = new HashMap<>();
        for (int i = 0; i < count; i++) {
            projects.put(in.nextId(), new Interest(in.nextFlag(), in.nextFlag()));
        }
        return new Announcement(node, projects);
    }
}
