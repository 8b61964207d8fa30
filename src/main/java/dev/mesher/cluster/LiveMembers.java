package dev.mesher.cluster;

import com.hazelcast.config.TcpIpConfig;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The addresses at which Hazelcast looks for members. Hazelcast reads the list anew each time, so it may change while
 * it runs.
 */
final class LiveMembers extends TcpIpConfig {
    private static final int CLAIM_SECONDS = 2;

    private volatile List<String> candidates;
    private volatile UnaryOperator<List<String>> choice = UnaryOperator.identity();

    LiveMembers(List<String> candidates) {
        this.candidates = List.copyOf(candidates);
        setEnabled(true);
        // For this long, nodes that start together ask each other for a master before one of them claims to be it.
        setConnectionTimeoutSeconds(CLAIM_SECONDS);
    }

    void become(List<String> now) {
        candidates = List.copyOf(now);
    }

    /**
     * From now on Hazelcast is given only those candidates that {@code choice} returns. It is called each time that
     * Hazelcast looks.
     */
    void choose(UnaryOperator<List<String>> choice) {
        this.choice = choice;
    }

    /** The superclass's constructor calls this too, before the fields are set. */
    @Override
    public List<String> getMembers() {
        List<String> now = candidates;
        return now == null ? List.of() : choice.apply(now);
    }
}
