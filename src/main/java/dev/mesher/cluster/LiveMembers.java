package dev.mesher.cluster;

import com.hazelcast.config.TcpIpConfig;
import java.util.List;

/** Where Hazelcast looks for members: it asks each time that it looks, so the list may change under it. */
final class LiveMembers extends TcpIpConfig {
    private volatile List<String> candidates;

    LiveMembers(List<String> candidates) {
        this.candidates = List.copyOf(candidates);
        setEnabled(true);
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
