package dev.mesher.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.cli.CommandRun;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.config.Settings;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterCommandTest {
    private static final int PORT = FreePort.next();
    private static final String NAME = "asked@127.0.0.1:" + PORT;

    @TempDir
    private static Path directory;

    private static TestNode node;

    @BeforeAll
    static void start() {
        Settings alone = TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT);
        ClusterSettings cluster = new ClusterSettings(
                "right",
                new NodeName("asked", "127.0.0.1", PORT),
                List.of(Seed.parse("127.0.0.1:" + PORT).orElseThrow()),
                PORT,
                FreePort.next(),
                ContinuityRole.PRIMARY,
                0);
        node = TestNode.start(new Settings(
                alone.database(),
                alone.server(),
                alone.rateLimit(),
                alone.store(),
                alone.stream(),
                Optional.of(cluster),
                alone.auth()));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void statusAsJsonHasTheContractsShape() {
        CommandRun run = run("status", NAME, "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(new JsonObject(run.out()).encode())
                .isEqualTo("{\"target\":\"" + NAME + "\",\"membership\":{\"local_node\":\"" + NAME
                        + "\",\"peer_nodes\":[],\"nodes\":[\"" + NAME
                        + "\"]},\"authority\":{\"cluster_role\":\"primary\","
                        + "\"promotion_epoch\":0,\"replication_health\":\"local_only\"}}");
    }

    @Test
    void statusForAReaderIsATable() {
        CommandRun run = run("status", NAME);

        assertThat(run.out().lines())
                .containsExactly(
                        NAME + ": primary, promotion epoch 0, replication local_only",
                        "NODE" + " ".repeat(NAME.length() + 8 - 4) + "  ROLE     PREFERS  EPOCH  SEED",
                        NAME + " (asked)  primary  primary  0      127.0.0.1:" + PORT);
    }

    @Test
    void theHolderIsNotPromoted() {
        CommandRun run = run("promote", NAME);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly(NAME + ": it holds the authority already, epoch 0");
    }

    @Test
    void aWrongCookieOrADeadNodeIsOneClearLine() {
        assertThat(CommandRun.of("cluster", "status", NAME, "--cookie", "wrong")
                        .err()
                        .lines())
                .containsExactly(NAME + ": the cookie is not the one of this cluster");
        String dead = "dead@127.0.0.1:" + FreePort.next();
        CommandRun run = run("status", dead);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith(dead + ": nobody listens there: the node is not running, or it is standalone");
    }

    @Test
    void withoutACookieItAsksForOne() {
        CommandRun run = CommandRun.of("cluster", "status", NAME);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly("Missing MESH_CLUSTER_COOKIE: set it, or give --cookie");
    }

    @ParameterizedTest
    @CsvSource({"nobody, 100", "asked@127.0.0.1, 100", "asked@127.0.0.1:4370, 0", "asked@127.0.0.1:4370, 30001"})
    void wrongUsageIsSaid(String target, String timeout) {
        assertThat(run("status", target, "--timeout-ms", timeout).exitCode()).isEqualTo(2);
    }

    private static CommandRun run(String command, String target, String... options) {
        String[] arguments = new String[options.length + 5];
        arguments[0] = "cluster";
        arguments[1] = command;
        arguments[2] = target;
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[options.length + 3] = "--cookie";
        arguments[options.length + 4] = "right";
        return CommandRun.of(arguments);
    }
}
