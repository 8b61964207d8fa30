package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.ClusterRole;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.testing.Await;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes on one PostgreSQL, asked by operators. */
final class ClusterVerticleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final LeaseTimes SHORT =
            new LeaseTimes(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(1));

    private final String uri = TestPostgres.migratedDatabase();
    private final List<Node> nodes = new ArrayList<>();

    private static final class Node {
        private final ClusterSettings settings;
        private final Diagnostics diagnostics = new Diagnostics();
        private final Vertx vertx;
        private final TestDatabase database;
        private final ClusterVerticle cluster;
        private boolean closed;

        Node(String uri, String name, int port, int seedPort, ContinuityRole role) {
            settings = new ClusterSettings(
                    "cookie",
                    new NodeName(name, "127.0.0.1", port),
                    List.of(Seed.parse("127.0.0.1:" + seedPort).orElseThrow()),
                    port,
                    FreePort.next(),
                    role,
                    0);
            Continuity continuity = new Continuity(name(), role, 0);
            ClusteredRuntime runtime = Await.await(ClusteredRuntime.start(Optional.of(settings), continuity));
            vertx = runtime.vertx();
            database = new TestDatabase(vertx, uri);
            AuthorityVerticle authority =
                    new AuthorityVerticle(database.database().pool(), continuity, SHORT, diagnostics);
            cluster = new ClusterVerticle(
                    runtime, Optional.of(settings), continuity, authority.authority(), diagnostics, System::nanoTime);
            Await.await(vertx.deployVerticle(authority));
            Await.await(vertx.deployVerticle(cluster));
            Await.await(vertx.deployVerticle(new OperatorVerticle(runtime, cluster, authority)));
        }

        String name() {
            return settings.nodeName().toString();
        }

        JsonObject ask(String question) throws OperatorDoor.NoAnswer {
            return new OperatorDoor(settings.nodeName(), "cookie", SOON).ask(question, new JsonObject());
        }

        String health() throws OperatorDoor.NoAnswer {
            return ask("status").getJsonObject("authority").getString("replication_health");
        }

        /** As the process ends in order. */
        void close() {
            if (!closed) {
                closed = true;
                Await.await(vertx.close());
            }
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(Node::close);
    }

    @Test
    void statusShowsTheMembersAndWhoHoldsTheAuthority() throws Exception {
        int seed = FreePort.next();
        Node a = node("a", seed, seed, ContinuityRole.PRIMARY);
        assertThat(a.ask("status"))
                .isEqualTo(new JsonObject()
                        .put(
                                "membership",
                                new JsonObject()
                                        .put("local_node", a.name())
                                        .put("peer_nodes", new JsonArray())
                                        .put("nodes", new JsonArray().add(a.name())))
                        .put(
                                "authority",
                                new JsonObject()
                                        .put("cluster_role", "primary")
                                        .put("promotion_epoch", 0)
                                        .put("replication_health", "local_only"))
                        .put("members", new JsonArray().add(member(a, ClusterRole.PRIMARY, "primary", 0))));

        Node b = node("b", FreePort.next(), seed, ContinuityRole.STANDBY);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> a.health().equals("healthy") && b.health().equals("healthy"));

        JsonObject status = b.ask("status");
        assertThat(status.getJsonObject("membership"))
                .isEqualTo(new JsonObject()
                        .put("local_node", b.name())
                        .put("peer_nodes", new JsonArray().add(a.name()))
                        .put("nodes", new JsonArray().add(a.name()).add(b.name())));
        assertThat(status.getJsonObject("authority").getString("cluster_role")).isEqualTo("standby");
        assertThat(status.getJsonArray("members"))
                .isEqualTo(new JsonArray()
                        .add(member(a, ClusterRole.PRIMARY, "primary", 0))
                        .add(member(b, ClusterRole.STANDBY, "standby", 0)));
    }

    @Test
    void aPromotedStandbyIsSeenSoByTheOther() throws Exception {
        int seed = FreePort.next();
        Node a = node("a", seed, seed, ContinuityRole.PRIMARY);
        Node b = node("b", FreePort.next(), seed, ContinuityRole.STANDBY);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> a.health().equals("healthy"));

        JsonObject promoted = b.ask("promote");

        assertThat(promoted.getJsonObject("authority").getString("cluster_role"))
                .isEqualTo("primary");
        assertThat(promoted.getJsonObject("authority").getLong("promotion_epoch"))
                .isEqualTo(1);
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        a.ask("status").getJsonArray("members"))
                .isEqualTo(new JsonArray()
                        .add(member(a, ClusterRole.STANDBY, "primary", 1))
                        .add(member(b, ClusterRole.PRIMARY, "standby", 1))));
    }

    @Test
    void whoIsLeftInOrderIsNotAloneButWhoNamesPeersOrLostThemIs() throws Exception {
        int seed = FreePort.next();
        Node named = node("named", FreePort.next(), seed, ContinuityRole.PRIMARY);
        await().atMost(PATIENCE).until(named.cluster::alone);
        assertThat(named.health()).isEqualTo("degraded");

        Node seeded = node("seeded", seed, seed, ContinuityRole.PRIMARY);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> seeded.health().equals("healthy"));
        assertThat(seeded.cluster.alone()).isFalse();
        await().atMost(PATIENCE).until(() -> !named.cluster.alone());
        named.close();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> seeded.health().equals("local_only"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seeded.diagnostics.newest(9).stream()
                        .map(Diagnostics.Entry::transition)
                        .filter(entry -> entry.ownerNode().equals(named.name()))
                        .map(entry -> entry.kind().wireName() + ": " + entry.reason()))
                .containsExactly("node_down: it stopped in order", "node_up: it joined"));
        assertThat(seeded.cluster.alone()).isFalse();
    }

    @Test
    void withoutPostgresNobodyKnowsWhoHolds() throws Exception {
        int seed = FreePort.next();
        Node a = node("a", seed, seed, ContinuityRole.PRIMARY);
        assertThat(a.health()).isEqualTo("local_only");

        a.database.close();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> a.health().equals("unavailable"));
    }

    private Node node(String name, int port, int seedPort, ContinuityRole role) {
        Node node = new Node(uri, name, port, seedPort, role);
        nodes.add(node);
        return node;
    }

    private static JsonObject member(Node node, ClusterRole role, String prefers, int epoch) {
        return new NodeFacts(node.name(), node.settings.seedList(), prefers, role, epoch, false).json();
    }
}
