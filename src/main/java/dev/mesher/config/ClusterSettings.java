package dev.mesher.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What makes a node a member of a cluster.
 *
 * @param cookie the cluster's shared secret: never logged
 * @param seeds as given, in order
 * @param role {@code primary} or {@code standby}
 * @param promotionEpoch 0 or more; counts only when it is above the one that PostgreSQL holds
 */
public record ClusterSettings(
        String cookie,
        NodeName nodeName,
        List<Seed> seeds,
        int clusterPort,
        int busPort,
        ContinuityRole role,
        long promotionEpoch) {

    /** Whether a node is preferred as the holder of the authority. */
    public enum ContinuityRole {
        PRIMARY,
        STANDBY;

        /** As in the environment and in what the node reports. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The seeds as one text, separated by commas. */
    public String seedList() {
        return seeds.stream().map(Seed::toString).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return "ClusterSettings[cookie=[redacted], nodeName=" + nodeName + ", seeds=" + seeds + ", clusterPort="
                + clusterPort + ", busPort=" + busPort + ", role=" + role + ", promotionEpoch=" + promotionEpoch + "]";
    }
}
