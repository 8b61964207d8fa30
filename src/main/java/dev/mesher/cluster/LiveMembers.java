package dev.mesher.cluster;

import com.hazelcast.config.TcpIpConfig;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where Hazelcast looks for members: it asks each time that it looks, so the list may change under it. */
final class LiveMembers extends TcpIpConfig {
    private static final int CLAIM_SECONDS = 2;

    private volatile List<String> candidates;
    private volatile UnaryOperator<List<String>> choice = UnaryOperator.identity();

    LiveMembers(List<String> candidates) {
        this.candidates = List.copyOf(candidates);
        setEnabled(true);
        // So long do nodes that start together ask each other for a master before one claims to be it.
        setConnectionTimeoutSeconds(CLAIM_SECONDS);
    }

    void become(List<String> now) {
        candidates = List.copyOf(now);
    }

    /** From now on Hazelcast is given only what {@code choice} leaves of the candidates, each time that it looks. */
    void choose(UnaryOperator<List<String>> choice) {
        this.choice = choice;
    }

    /** Called by the constructor above this one too, before there are any. */
    @Override
    public List<String> getMembers() {
        List<String> now = candidates;
        return now == null ? List.of() : choice.apply(now);
    }
}
