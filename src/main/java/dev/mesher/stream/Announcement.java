package dev.mesher.stream;

import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** What a node tells the others: which projects have a subscriber there. */
record Announcement(UUID node, Set<UUID> projects) {
    private static final int UUID_BYTES = 2 * Long.BYTES;

    Announcement {
        projects = Set.copyOf(projects);
    }

    Buffer encode() {
        Buffer bytes = Buffer.buffer(UUID_BYTES * (1 + projects.size()));
        append(bytes, node);
        projects.forEach(project -> append(bytes, project));
        return bytes;
    }

    static Announcement decode(Buffer bytes) {
        Set<UUID> projects = new HashSet<>();
        for (int at = UUID_BYTES; at + UUID_BYTES <= bytes.length(); at += UUID_BYTES) {
            projects.add(uuid(bytes, at));
        }
        return new Announcement(uuid(bytes, 0), projects);
    }

    private static void append(Buffer bytes, UUID id) {
        bytes.appendLong(id.getMostSignificantBits()).appendLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(Buffer bytes, int at) {
        return new UUID(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
    }
}
