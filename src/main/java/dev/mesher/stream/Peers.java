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
    private Map<UUID, Interest> wanted = Map.of();

    /** A node, its watched projects, and the bytes that are being sent to it. */
    static final class Peer {
        private final UUID node;
        private Map<UUID, Interest> projects = Map.of();
        private long heardNanos;
        private long unsentBytes;
        private final Map<UUID, Long> lost = new HashMap<>();
        private final Set<UUID> untold = new HashSet<>();

        Peer(UUID node) {
            this.node = node;
        }

        UUID node() {
            return node;
        }

        Interest interest(UUID project) {
            return projects.getOrDefault(project, Interest.NONE);
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

        /** The peer does not know which issues of the project have changed. */
        void untold(UUID project) {
            boolean unused = untold.add(project);
        }

        /** Returns and clears the projects of {@link #untold}. */
        Set<UUID> takeUntold() {
            Set<UUID> taken = Set.copyOf(untold);
            untold.clear();
            return taken;
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
            peer.lost.keySet().retainAll(peer.projects.keySet());
            boolean unused = peer.untold.retainAll(peer.projects.keySet());
        }
        collectWanted();
    }

    /** Removes the nodes whose last announcement is older. */
    void forgetBefore(long nanos) {
        if (byNode.values().removeIf(peer -> peer.heardNanos - nanos < 0)) {
            collectWanted();
        }
    }

    /** What the subscribers of all other nodes together want. */
    Interest interest(UUID project) {
        return wanted.getOrDefault(project, Interest.NONE);
    }

    Collection<Peer> all() {
        return byNode.values();
    }

    private void collectWanted() {
        Map<UUID, Interest> all = new HashMap<>();
        byNode.values()
                .forEach(peer ->
                        peer.projects.forEach((project, interest) -> all.merge(project, interest, Interest::or)));
        wanted = all;
    }
}
