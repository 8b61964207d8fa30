package dev.mesher.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings that a node really runs with, one {@code NAME=value} for each variable. Secrets are shown as {@code
 * [redacted]}.
 */
public final class EffectiveTable {
    private static final String REDACTED = "[redacted]";
    private static final String UNSET = "";

    private EffectiveTable() {}

    /** The lines, in the order of {@link Variable}. Variables that a standalone node does not use are empty. */
    public static List<String> of(Settings settings) {
        Map<Variable, Object> values = new EnumMap<>(Variable.class);
        values.put(Variable.DATABASE_URL, hostAndDatabase(settings.database().uri()));
        server(values, settings);
        values.put(Variable.MESHER_AUTH, settings.auth());
        values.put(Variable.MESHER_DATA_DIR, settings.store().dataDirectory());
        values.put(Variable.MESHER_JOURNAL_MAX_BYTES, settings.store().journalMaxBytes());
        values.put(Variable.MESHER_INFLIGHT_MAX_BYTES, settings.store().inFlightMaxBytes());
        values.put(Variable.MESHER_MAX_CONNECTIONS, settings.server().maxConnections());
        values.put(Variable.MESH_CONTINUITY_ROLE, settings.continuity().role());
        values.put(
                Variable.MESH_CONTINUITY_PROMOTION_EPOCH, settings.continuity().promotionEpoch());
        values.put(Variable.MESHER_STREAM_MAX_CLIENTS, settings.stream().maxClients());
        outbound(values, settings.outbound());
        values.put(Variable.MESHER_LOG, settings.log());
        cluster(values, settings.cluster());
        return values.entrySet().stream()
                .map(row -> row.getKey() + "=" + row.getValue())
                .toList();
    }

    private static void server(Map<Variable, Object> values, Settings settings) {
        values.put(Variable.PORT, settings.server().httpPort());
        values.put(Variable.MESHER_WS_PORT, settings.server().webSocketPort());
        values.put(Variable.MESHER_HOST, settings.server().host());
        values.put(
                Variable.MESHER_TRUSTED_PROXIES,
                settings.server().trustedProxies().stream()
                        .map(InetAddress::getHostAddress)
                        .collect(Collectors.joining(",")));
        values.put(
                Variable.MESHER_RATE_LIMIT_WINDOW_SECONDS, settings.rateLimit().windowSeconds());
        values.put(Variable.MESHER_RATE_LIMIT_MAX_EVENTS, settings.rateLimit().maxEvents());
    }

    private static void outbound(Map<Variable, Object> values, OutboundSettings outbound) {
        values.put(
                Variable.MESHER_PUBLIC_URL,
                outbound.publicUrl().map(URI::toString).orElse(UNSET));
        values.put(
                Variable.MESHER_SMTP_URL, outbound.smtp().map(SmtpServer::shown).orElse(UNSET));
        values.put(
                Variable.MESHER_MAIL_FROM, outbound.smtp().map(SmtpServer::from).orElse(UNSET));
        values.put(
                Variable.MESHER_OUTBOUND_ALLOW,
                outbound.allow().stream().map(Cidr::toString).collect(Collectors.joining(",")));
    }

    private static void cluster(Map<Variable, Object> values, Optional<ClusterSettings> cluster) {
        Map<Variable, Function<ClusterSettings, Object>> columns = Map.of(
                Variable.MESH_CLUSTER_COOKIE, settings -> REDACTED,
                Variable.MESH_NODE_NAME, ClusterSettings::nodeName,
                Variable.MESH_DISCOVERY_SEED, ClusterSettings::seedList,
                Variable.MESH_CLUSTER_PORT, ClusterSettings::clusterPort,
                Variable.MESHER_BUS_PORT, ClusterSettings::busPort,
                Variable.MESHER_BUS_KEYSTORE,
                        settings -> settings.busKeyStore()
                                .map(store -> store.path().toString())
                                .orElse(UNSET),
                Variable.MESHER_BUS_KEYSTORE_PASSWORD,
                        settings ->
                                settings.busKeyStore().map(store -> REDACTED).orElse(UNSET));
        columns.forEach(
                (variable, column) -> values.put(variable, cluster.map(column).orElse(UNSET)));
    }

    private static String hostAndDatabase(String uri) {
        try {
            URI parsed = URI.create(uri);
            return parsed.getScheme() + "://" + parsed.getHost() + (parsed.getPort() < 0 ? "" : ":" + parsed.getPort())
                    + parsed.getPath();
        } catch (IllegalArgumentException malformed) {
            return REDACTED;
        }
    }
}
