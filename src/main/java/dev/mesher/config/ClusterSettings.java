package dev.mesher.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of a node that is a member of a cluster.
 *
 * @param cookie the cluster's shared secret: never logged
 * @param seeds as given, in order
 * @param role {@code primary} or {@code standby}
 * @param promotionEpoch 0 or more; it has an effect only when it is above the one in PostgreSQL
 * @param busKeyStore the key with which the node authenticates on the event bus; when empty, it is derived from the
 *     cookie
 */
public record ClusterSettings(
        String cookie,
        NodeName nodeName,
        List<Seed> seeds,
        int clusterPort,
        int busPort,
        ContinuityRole role,
        long promotionEpoch,
        Optional<BusKeyStore> busKeyStore) {

    /** Settings without a key store, so that the event bus is secured by the cookie alone. */
    public ClusterSettings(
            String cookie,
            NodeName nodeName,
            List<Seed> seeds,
            int clusterPort,
            int busPort,
            ContinuityRole role,
            long promotionEpoch) {
        this(cookie, nodeName, seeds, clusterPort, busPort, role, promotionEpoch, Optional.empty());
    }

    /**
     * A PKCS12 file with the node's key and the certificates that it trusts on the event bus.
     *
     * @param password never logged
     */
    public record BusKeyStore(Path path, String password) {
        @Override
        public String toString() {
            return "BusKeyStore[path=" + path + ", password=[redacted]]";
        }
    }

    /** Whether a node is preferred as the holder of the authority. */
    public enum ContinuityRole {
        PRIMARY,
        STANDBY;

        /** The name in the environment and in the node's reports. */
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
                + clusterPort + ", busPort=" + busPort + ", role=" + role + ", promotionEpoch=" + promotionEpoch
                + ", busKeyStore=" + busKeyStore + "]";
    }
}
