package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HazelcastSettingsTest {
    private static final List<String> CANDIDATES = List.of("10.0.0.1:4370", "10.0.0.2:4370");

    private final Config config = config("hush", "10.0.0.1");

    @Test
    void findsMembersInNoOtherWayThanBySeed() {
        NetworkConfig network = config.getNetworkConfig();

        assertThat(network.getJoin().getMulticastConfig().isEnabled()).isFalse();
        assertThat(network.getJoin().getAutoDetectionConfig().isEnabled()).isFalse();
        assertThat(network.getJoin().isAutoDetectionEnabled()).isFalse();
        assertThat(network.getJoin().getTcpIpConfig().isEnabled()).isTrue();
        assertThat(network.getJoin().getTcpIpConfig().getMembers()).isEqualTo(CANDIDATES);
        assertThat(config.getConfigurationFile()).isNull();
    }

    @Test
    void listensOnItsOwnAddressAndPortOnly() {
        NetworkConfig network = config.getNetworkConfig();

        assertThat(network.getPort()).isEqualTo(4370);
        assertThat(network.isPortAutoIncrement()).isFalse();
        assertThat(network.getInterfaces().isEnabled()).isTrue();
        assertThat(network.getInterfaces().getInterfaces()).containsExactly("10.0.0.1");
        assertThat(network.getRestApiConfig().isEnabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "hazelcast.phone.home.enabled, false",
        "hazelcast.shutdownhook.enabled, false",
        "hazelcast.socket.bind.any, false",
        "hazelcast.socket.server.bind.any, false",
        "hazelcast.prefer.ipv4.stack, true",
        "hazelcast.wait.seconds.before.join, 0",
        "hazelcast.heartbeat.interval.seconds, 3",
        "hazelcast.max.no.heartbeat.seconds, 15",
        "hazelcast.merge.first.run.delay.seconds, 5",
        "hazelcast.merge.next.run.delay.seconds, 5",
        "hazelcast.socket.connect.timeout.seconds, 3",
        "hazelcast.tcp.join.previously.joined.member.address.retention.seconds, 15",
        "hazelcast.logging.type, slf4j"
    })
    void properties(String name, String value) {
        assertThat(config.getProperty(name)).isEqualTo(value);
    }

    @Test
    void anIpv6NodeMayUseIpv6() {
        assertThat(config("hush", "fd00:0:0:0:0:0:0:1").getProperty("hazelcast.prefer.ipv4.stack"))
                .isEqualTo("false");
    }

    @Test
    void clusterNameFollowsTheCookieAndHidesIt() {
        assertThat(config.getClusterName()).startsWith("mesher-").doesNotContain("hush");
        assertThat(config("hush", "10.0.0.9").getClusterName()).isEqualTo(config.getClusterName());
        assertThat(config("hush2", "10.0.0.1").getClusterName()).isNotEqualTo(config.getClusterName());
    }

    @Test
    void membersCarryNameAndRole() {
        assertThat(config.getMemberAttributeConfig().getAttributes())
                .containsEntry("mesher.node", "n1@10.0.0.1:4370")
                .containsEntry("mesher.role", "standby");
    }

    @Test
    void vertxStructuresAreBackedUp() {
        MultiMapConfig subscriptions = config.getMultiMapConfig("__vertx.subs");

        assertThat(subscriptions.getBackupCount()).isEqualTo(1);
        assertThat(subscriptions.getValueCollectionType()).isEqualTo(MultiMapConfig.ValueCollectionType.SET);
        assertThat(config.getMapConfigs()).containsKeys("__vertx.haInfo", "__vertx.nodeInfo");
    }

    @Test
    void foreignJavaObjectsAreRefused() {
        var filter = config.getSerializationConfig().getJavaSerializationFilterConfig();

        assertThat(filter.isDefaultsDisabled()).isTrue();
        assertThat(filter.getWhitelist().isListed("java.util.ArrayList")).isTrue();
        assertThat(filter.getWhitelist().isListed("io.vertx.spi.cluster.hazelcast.impl.HazelcastNodeInfo"))
                .isTrue();
        assertThat(filter.getWhitelist().isListed("org.postgresql.ds.PGSimpleDataSource"))
                .isFalse();
        assertThat(filter.getWhitelist().isListed("javax.management.BadAttributeValueExpException"))
                .isFalse();
    }

    private static Config config(String cookie, String address) {
        ClusterSettings settings = new ClusterSettings(
                cookie,
                new NodeName("n1", "10.0.0.1", 4370),
                List.of(Seed.parse("mesher.internal").orElseThrow()),
                4370,
                5370,
                ContinuityRole.STANDBY,
                0);
        return HazelcastSettings.of(settings, address, new LiveMembers(CANDIDATES));
    }
}
