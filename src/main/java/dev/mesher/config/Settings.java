package dev.mesher.config;

import dev.mesher.config.ClusterSettings.ContinuityRole;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The validated configuration of a node.
 *
 * @param cluster empty for a standalone node
 */
public record Settings(
        DatabaseSettings database,
        ServerSettings server,
        RateLimitSettings rateLimit,
        StoreSettings store,
        StreamSettings stream,
        Optional<ClusterSettings> cluster,
        AuthMode auth,
        Continuity continuity) {

    /** With the preferred role and no epoch of its own, unless the cluster settings say otherwise. */
    public Settings(
            DatabaseSettings database,
            ServerSettings server,
            RateLimitSettings rateLimit,
            StoreSettings store,
            StreamSettings stream,
            Optional<ClusterSettings> cluster,
            AuthMode auth) {
        this(
                database,
                server,
                rateLimit,
                store,
                stream,
                cluster,
                auth,
                cluster.map(member ->
                                new Continuity(member.nodeName().toString(), member.role(), member.promotionEpoch()))
                        .orElseGet(() -> new Continuity("localhost:" + server.httpPort(), ContinuityRole.PRIMARY, 0)));
    }

    /**
     * Where the store is.
     *
     * @param uri {@code postgres://} or {@code postgresql://}, credentials included: never logged
     */
    public record DatabaseSettings(String uri) {
        @Override
        public String toString() {
            return "DatabaseSettings[uri=[redacted]]";
        }
    }

    /**
     * Where the node listens.
     *
     * @param host address that both ports bind to
     * @param trustedProxies peers whose forwarding headers are believed
     * @param maxConnections to both ports together
     */
    public record ServerSettings(
            String host, int httpPort, int webSocketPort, List<InetAddress> trustedProxies, int maxConnections) {}

    /** Events that a project may send in a window, over the whole cluster. */
    public record RateLimitSettings(int windowSeconds, int maxEvents) {}

    /**
     * The bounds of what a node holds before PostgreSQL has it.
     *
     * @param dataDirectory holds the journal of this node
     * @param journalMaxBytes size past which the journal takes no more, in bytes
     * @param inFlightMaxBytes request bytes that the node holds at once, after decompression
     */
    public record StoreSettings(Path dataDirectory, long journalMaxBytes, long inFlightMaxBytes) {}

    /**
     * The bounds of the live stream.
     *
     * @param maxHeldBytes of messages that wait for slow clients, each message counted once
     */
    public record StreamSettings(int maxClients, long maxHeldBytes) {}

    /** Who may call the management API without signing in. */
    public enum AuthMode {
        AUTO,
        OPEN,
        REQUIRED;

        /** As in the environment. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
