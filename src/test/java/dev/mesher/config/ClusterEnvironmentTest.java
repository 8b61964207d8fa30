package dev.mesher.config;

import static dev.mesher.config.EnvironmentTest.problems;
import static dev.mesher.config.EnvironmentTest.read;
import static dev.mesher.config.EnvironmentTest.withDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mesher.config.ClusterSettings.ContinuityRole;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterEnvironmentTest {
    private static final String COOKIE = "0123456789abcdef0123456789abcdef";

    @Test
    void cookieAndSeedSuffice() throws Exception {
        ClusterSettings cluster = cluster("MESH_DISCOVERY_SEED", "localhost");

        assertThat(cluster.cookie()).isEqualTo(COOKIE);
        assertThat(cluster.nodeName()).hasToString("box@127.0.0.1:4370");
        assertThat(cluster.seedList()).isEqualTo("localhost");
        assertThat(cluster.clusterPort()).isEqualTo(4370);
        assertThat(cluster.busPort()).isEqualTo(5370);
        assertThat(cluster.role()).isEqualTo(ContinuityRole.PRIMARY);
        assertThat(cluster.promotionEpoch()).isZero();
    }

    @Test
    void aNodeByItselfHasANameARoleAndAnEpochToo() throws Exception {
        assertThat(read(withDatabase(
                                "MESH_CONTINUITY_ROLE", "standby",
                                "MESH_CONTINUITY_PROMOTION_EPOCH", "3",
                                "PORT", "8085"))
                        .continuity())
                .isEqualTo(new Continuity("box:8085", ContinuityRole.STANDBY, 3));
    }

    @Test
    void everythingGiven() throws Exception {
        ClusterSettings cluster = cluster(
                "MESH_DISCOVERY_SEED", "a.example, b.example:4444 ,[::1]:9",
                "MESH_CLUSTER_PORT", "4400",
                "MESH_NODE_NAME", "n1@[fd00::1]:4400",
                "MESHER_BUS_PORT", "4500",
                "MESH_CONTINUITY_ROLE", "standby",
                "MESH_CONTINUITY_PROMOTION_EPOCH", "12");

        assertThat(cluster.nodeName()).isEqualTo(new NodeName("n1", "fd00::1", 4400));
        assertThat(cluster.nodeName()).hasToString("n1@[fd00::1]:4400");
        assertThat(cluster.seedList()).isEqualTo("a.example,b.example:4444,[::1]:9");
        assertThat(cluster.busPort()).isEqualTo(4500);
        assertThat(cluster.role()).isEqualTo(ContinuityRole.STANDBY);
        assertThat(cluster.promotionEpoch()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 127.0.0.1",
        "'localhost,127.0.0.2:4371', 127.0.0.1",
        "[::1], 127.0.0.1",
        "mesher.internal, 10.1.2.3",
        "'localhost,mesher.internal', 10.1.2.3"
    })
    void defaultHostFollowsTheSeeds(String seeds, String host) throws Exception {
        assertThat(cluster("MESH_DISCOVERY_SEED", seeds).nodeName().host()).isEqualTo(host);
    }

    @Test
    void aMachineByItselfIsLoopback() throws Exception {
        ClusterSettings cluster = Environment.of(
                        withDatabase("MESH_CLUSTER_COOKIE", COOKIE, "MESH_DISCOVERY_SEED", "mesher.internal"))
                .settings(new FakeMachine(Optional.empty()))
                .cluster()
                .orElseThrow();

        assertThat(cluster.nodeName().host()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"MESH_DISCOVERY_SEED, localhost", "MESH_NODE_NAME, n@127.0.0.1:4370"})
    void hintsNeedACookie(String variable, String value) {
        assertThat(problems(withDatabase(variable, value)))
                .containsExactly("MESH_CLUSTER_COOKIE is required when discovery or identity env is set");
    }

    @Test
    void otherClusterVariablesAreNoHint() throws Exception {
        assertThat(read(withDatabase("MESH_CLUSTER_PORT", "4444", "MESH_CONTINUITY_ROLE", "standby"))
                        .cluster())
                .isEmpty();
    }

    @Test
    void cookieNeedsASeed() {
        assertThat(problems(withDatabase("MESH_CLUSTER_COOKIE", "c")))
                .containsExactly("Missing required environment variable MESH_DISCOVERY_SEED");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, ''",
        "localhost, mesher@127.0.0.1:4370",
        "'LOCALHOST:4371,127.0.0.2,[::1]:9', n@[::1]:4370",
        "127.0.0.1, n@localhost:4370",
    })
    void aShortCookieWillDoOnThisMachine(String seeds, String name) throws Exception {
        assertThat(read(withDatabase(
                                "MESH_CLUSTER_COOKIE", "dev-cookie",
                                "MESH_DISCOVERY_SEED", seeds,
                                "MESH_NODE_NAME", name))
                        .cluster()
                        .map(ClusterSettings::cookie))
                .contains("dev-cookie");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.2, n@127.0.0.1:4370, 10.0.0.2",
        "'localhost,fd00::1', n@127.0.0.1:4370, fd00::1",
        "localhost, n@10.0.0.1:4370, 10.0.0.1",
        "localhost, n@0.0.0.0:4370, 0.0.0.0",
        "mesher.internal, n@127.0.0.1:4370, mesher.internal",
        // FakeMachine resolves it to loopback; that may change.
        "127.example, n@127.0.0.1:4370, 127.example",
        "localhost, n@box.example:4370, box.example",
        "mesher.internal, '', 10.1.2.3",
    })
    void aShortCookieIsRefusedWhereOthersReachTheNode(String seeds, String name, String host) {
        for (String cookie : new String[] {"dev-cookie", COOKIE.substring(1)}) {
            assertThat(problems(withDatabase(
                            "MESH_CLUSTER_COOKIE", cookie,
                            "MESH_DISCOVERY_SEED", seeds,
                            "MESH_NODE_NAME", name)))
                    .containsExactly("Invalid MESH_CLUSTER_COOKIE: expected 32 characters or more, since " + host
                            + " is not a loopback address (openssl rand -hex 32 makes one)");
        }
        assertThatCode(() -> read(withDatabase(
                        "MESH_CLUSTER_COOKIE", COOKIE,
                        "MESH_DISCOVERY_SEED", seeds,
                        "MESH_NODE_NAME", name)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mesher",
                "mesher@",
                "mesher@host",
                "@host:4370",
                "mesher@:4370",
                "mesher@host:",
                "mesher@host:port",
                "mesher@host:0",
                "mesher@host:65536",
                "my node@host:4370",
                "mesher@ho st:4370",
                "mesher@::1:4370",
                "mesher@[::1]",
                "mesher@[nonsense]:4370",
                "mesher@[::1:4370",
                "a@b@host:4370",
                "mesher@host:4370:1"
            })
    void nodeNameHasItsForm(String bad) {
        assertThat(problems(withDatabase(
                        "MESH_CLUSTER_COOKIE", "c", "MESH_DISCOVERY_SEED", "localhost", "MESH_NODE_NAME", bad)))
                .containsExactly("Invalid MESH_NODE_NAME: expected name@host:port");
    }

    @Test
    void nodeNameHasTheClusterPort() {
        assertThat(problems(withDatabase(
                        "MESH_CLUSTER_COOKIE", "c",
                        "MESH_DISCOVERY_SEED", "localhost",
                        "MESH_NODE_NAME", "n@127.0.0.1:4371")))
                .containsExactly("Invalid MESH_NODE_NAME: port must match MESH_CLUSTER_PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "host:port", "host:0", "host:65536", "::zz", "a,,b", "http://host"})
    void seedsHaveTheirForm(String bad) {
        assertThat(problems(withDatabase("MESH_CLUSTER_COOKIE", COOKIE, "MESH_DISCOVERY_SEED", bad)))
                .containsExactly("Invalid MESH_DISCOVERY_SEED: expected host or host:port, not \"" + bad + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "x"})
    void epochNamesTheValue(String bad) {
        assertThat(problems(withDatabase("MESH_CONTINUITY_PROMOTION_EPOCH", bad)))
                .containsExactly("Invalid MESH_CONTINUITY_PROMOTION_EPOCH: expected an integer of 0 or more, not \""
                        + bad + "\"");
    }

    @Test
    void busPortStaysInRange() {
        assertThat(problems(withDatabase("MESH_CLUSTER_PORT", "65000")))
                .singleElement()
                .asString()
                .startsWith("Invalid MESHER_BUS_PORT: expected a positive integer");
        assertThat(problems(withDatabase("MESHER_BUS_PORT", "4370")))
                .containsExactly("Invalid MESHER_BUS_PORT: must differ from MESH_CLUSTER_PORT");
    }

    @Test
    void aKeyStoreForTheBusNeedsAPasswordThatOpensIt(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("bus.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "bus",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=node",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "hush-hush")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        String path = file.toString();

        ClusterSettings settings = cluster(
                "MESH_DISCOVERY_SEED",
                "localhost",
                "MESHER_BUS_KEYSTORE",
                path,
                "MESHER_BUS_KEYSTORE_PASSWORD",
                "hush-hush");
        assertThat(settings.busKeyStore()).contains(new ClusterSettings.BusKeyStore(file, "hush-hush"));
        assertThat(settings.toString()).doesNotContain("hush-hush");
        assertThat(problems(withDatabase("MESHER_BUS_KEYSTORE", path)))
                .containsExactly("Missing required environment variable MESHER_BUS_KEYSTORE_PASSWORD");
        assertThat(problems(withDatabase("MESHER_BUS_KEYSTORE_PASSWORD", "x")))
                .containsExactly("Missing required environment variable MESHER_BUS_KEYSTORE");
        assertThat(problems(withDatabase("MESHER_BUS_KEYSTORE", path, "MESHER_BUS_KEYSTORE_PASSWORD", "wrong")))
                .containsExactly("Invalid MESHER_BUS_KEYSTORE: expected a PKCS12 file that MESHER_BUS_KEYSTORE_PASSWORD"
                        + " opens, not \"" + path + "\"");
    }

    private static ClusterSettings cluster(String... variables) throws InvalidConfiguration {
        var all = withDatabase(variables);
        all.put("MESH_CLUSTER_COOKIE", COOKIE);
        return read(all).cluster().orElseThrow();
    }
}
