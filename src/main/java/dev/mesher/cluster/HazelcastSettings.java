package dev.mesher.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.RestApiConfig;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import dev.mesher.config.ClusterSettings;
import java.util.UUID;

/**
 * The whole configuration of Hazelcast, in code. No file and no environment variable is read, and no discovery plug-in
 * is used.
 */
final class HazelcastSettings {
    static final String NODE_ATTRIBUTE = "mesher.node";
    static final String ROLE_ATTRIBUTE = "mesher.role";

    /** The attribute by which Vert.x's cluster manager recognises a member. */
    private static final String VERTX_ATTRIBUTE = "__vertx.nodeId";

    private HazelcastSettings() {}

    /**
     * The configuration of one member.
     *
     * @param address this node's address as an IP literal; the only one that is bound
     * @param candidates the addresses at which other members may be
     */
    static Config of(ClusterSettings settings, String address, TcpIpConfig candidates) {
        Config config = new Config();
        config.setClusterName(ClusterName.of(settings.cookie()));
        network(config.getNetworkConfig(), settings.clusterPort(), address, candidates);
        properties(config, address);
        vertxStructures(config);
        config.getSerializationConfig().setJavaSerializationFilterConfig(serializationFilter());
        config.getMemberAttributeConfig()
                .setAttribute(NODE_ATTRIBUTE, settings.nodeName().toString())
                .setAttribute(ROLE_ATTRIBUTE, settings.role().toString())
                .setAttribute(VERTX_ATTRIBUTE, UUID.randomUUID().toString());
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        return config;
    }

    private static void network(NetworkConfig network, int port, String address, TcpIpConfig candidates) {
        network.setPort(port).setPortAutoIncrement(false).setRestApiConfig(new RestApiConfig().setEnabled(false));
        network.getInterfaces().setEnabled(true).addInterface(address);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.setTcpIpConfig(candidates);
    }

    private static void properties(Config config, String address) {
        set(config, ClusterProperty.PHONE_HOME_ENABLED, "false");
        set(config, ClusterProperty.SHUTDOWNHOOK_ENABLED, "false");
        set(config, ClusterProperty.SOCKET_BIND_ANY, "false");
        set(config, ClusterProperty.SOCKET_SERVER_BIND_ANY, "false");
        set(config, ClusterProperty.PREFER_IPv4_STACK, Boolean.toString(address.indexOf(':') < 0));
        set(config, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, "0");
        // A pause of the garbage collector or the disk may last seconds, yet a frozen node must be found soon.
        set(config, ClusterProperty.HEARTBEAT_INTERVAL_SECONDS, "3");
        set(config, ClusterProperty.MAX_NO_HEARTBEAT_SECONDS, "15");
        set(config, ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, "5");
        set(config, ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, "5");
        // The system's default is two minutes. A starting node would wait that long when a seed names a machine that is
        // off.
        set(config, ClusterProperty.SOCKET_CONNECT_TIMEOUT_SECONDS, "3");
        // Hazelcast waits five seconds in vain for each such address. Discovery remembers them for longer.
        set(config, ClusterProperty.TCP_PREVIOUSLY_JOINED_MEMBER_ADDRESS_RETENTION_DURATION, "15");
        // The default is ten minutes of waiting until the oldest member, which may be frozen, takes over the
        // partitions.
        set(config, ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, "2");
        set(config, ClusterProperty.LOGGING_TYPE, "slf4j");
    }

    private static void set(Config config, HazelcastProperty property, String value) {
        config.setProperty(property.getName(), value);
    }

    /** The same structures as in the file that vertx-hazelcast reads when it is given no configuration. */
    private static void vertxStructures(Config config) {
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
    }

    /** Accepts as Java objects only plain values, Hazelcast's own classes and those of the cluster manager. */
    private static JavaSerializationFilterConfig serializationFilter() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        filter.getWhitelist()
                .addPrefixes("java.lang.", "java.util.", "com.hazelcast.", "io.vertx.spi.cluster.hazelcast.", "[");
        return filter;
    }
}
