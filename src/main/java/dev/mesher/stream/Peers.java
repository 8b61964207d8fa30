package dev.mesher.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The other nodes that have subscribers, by their last announcements. Not thread-safe. */
final class Peers {
    private final Map<UUID, Peer> byNode = new HashMap<>();
    private Set<UUID> wanted = Set.of();

    /** A node, its watched projects, and the bytes that are being sent to it. */
    static final class Peer {
        private final UUID node;
        private Set<UUID> projects = Set.of();
        private long heardNanos;
        private long unsentBytes;
        private final Map<UUID, Long> lost = new HashMap<>();

        Peer(UUID node) {
            this.node = node;
        }

        UUID node() {
            return node;
        }

        boolean wants(UUID project) {
            return projects.contains(project);
        }

        long unsentBytes() {
            return unsentBytes;
        }

        /** Adds to the bytes that are being sent. Negative when they have arrived. */
        void unsent(long bytes) {
            unsentBytes += bytes;
        }

        void lost(UUID project, long count) {
            long unused = lost.merge(project, count, Long::sum);
        }

        /**
         * Returns and clears the numbers of lost messages by project. The peer's clients must be told of them first.
         */
        Map<UUID, Long> takeLost() {
            Map<UUID, Long> taken = Map.copyOf(lost);
            lost.clear();
            return taken;
        }
    }

    /** Updates a node. A node without watched projects is removed. */
    void heard(Announcement announcement, long nowNanos) {
        if (announcement.projects().isEmpty()) {
            byNode.remove(announcement.node());
        } else {
            Peer peer = byNode.computeIfAbsent(announcement.node(), Peer::new);
            peer.projects = announcement.projects();
            peer.heardNanos = nowNanos;
            peer.lost.keySet().retainAll(peer.projects);
        }
        collectWanted();
    }

    /** Removes the nodes whose last announcement is older. */
    void forgetBefore(long nanos) {
        if (byNode.values().removeIf(peer -> peer.heardNanos - nanos < 0)) {
            collectWanted();
        }
    }

    boolean want(UUID project) {
        return wanted.contains(project);
    }

    Collection<Peer> all() {
        return byNode.values();
    }

    private void collectWanted() {
        Set<UUID> all = new HashSet<>();
        byNode.values().forEach(peer -> all.addAll(peer.projects));
        wanted = all;
    }
}
