package dev.mesher.config;

import java.util.List;

/**
 * What makes a node a member of a cluster.
 *
 * @param cookie the cluster's shared secret: never logged
 * @param nodeName {@code name@host:port}
 * @param seeds as given, in order
 * @param role {@code primary} or {@code standby}
 * @param promotionEpoch 0 or more
 */
public record ClusterSettings(
        String cookie,
        NodeName nodeName,
        List<String> seeds,
        int clusterPort,
        int busPort,
        ContinuityRole role,
        long promotionEpoch) {

    /** Whether a node is preferred as the holder of the authority. */
    public enum ContinuityRole {
        PRIMARY,
        STANDBY
    }

    @Override
    public String toString() {
        return "ClusterSettings[cookie=[redacted], nodeName=" + nodeName + ", seeds=" + seeds + ", clusterPort="
                + clusterPort + ", busPort=" + busPort + ", role=" + role + ", promotionEpoch=" + promotionEpoch + "]";
    }
}
