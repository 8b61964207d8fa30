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
        Continuity continuity,
        OutboundSettings outbound,
        LogFormat log) {

    /**
     * A standalone or clustered node whose role and epoch come from the cluster settings; without them it is a primary
     * with epoch 0. Nothing leaves it for people. It logs text.
     */
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
                        .orElseGet(() -> new Continuity("localhost:" + server.httpPort(), ContinuityRole.PRIMARY, 0)),
                OutboundSettings.NONE,
                LogFormat.TEXT);
    }

    /**
     * The database.
     *
     * @param uri {@code postgres://} or {@code postgresql://}, with credentials: never logged
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
     * @param host address to which both ports are bound
     * @param trustedProxies peers whose forwarding headers are trusted
     * @param maxConnections most connections to both ports together
     */
    public record ServerSettings(
            String host, int httpPort, int webSocketPort, List<InetAddress> trustedProxies, int maxConnections) {}

    /** How many events a project may send in a window, counted over the whole cluster. */
    public record RateLimitSettings(int windowSeconds, int maxEvents) {}

    /**
     * Bounds on what a node holds before it is in PostgreSQL.
     *
     * @param dataDirectory the directory of this node's journal
     * @param journalMaxBytes size in bytes beyond which the journal accepts no more
     * @param inFlightMaxBytes most bytes of requests that the node holds at once, after decompression
     */
    public record StoreSettings(Path dataDirectory, long journalMaxBytes, long inFlightMaxBytes) {}

    /**
     * Bounds of the live stream.
     *
     * @param maxHeldBytes most bytes of messages that wait for slow clients; a message for several clients counts once
     */
    public record StreamSettings(int maxClients, long maxHeldBytes) {}

    /** The form of the lines that a node logs. */
    public enum LogFormat {
        TEXT,
        JSON;

        /** The name in the environment. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who may call the management API without signing in. */
    public enum AuthMode {
        AUTO,
        OPEN,
        REQUIRED;

        /** The name in the environment. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
