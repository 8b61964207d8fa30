package dev.mesher.cluster;

import com.hazelcast.config.TcpIpConfig;
import java.util.List;

/** Where Hazelcast looks for members: it asks each time that it looks, so the list may change under it. */
final class LiveMembers extends TcpIpConfig {
    private static final int CLAIM_SECONDS = 2;

    private volatile List<String> candidates;

    LiveMembers(List<String> candidates) {
        this.candidates = List.copyOf(candidates);
        setEnabled(true);
        // So long do nodes that start together ask each other for a master before one claims to be it.
        setConnectionTimeoutSeconds(CLAIM_SECONDS);
    }

    void become(List<String> now) {
        candidates = List.copyOf(now);
    }

    /** Called by the constructor above this one too, before there are any. */
    @Override
    public List<String> getMembers() {
        List<String> now = candidates;
        return now == null ? List.of() : now;
    }
}
