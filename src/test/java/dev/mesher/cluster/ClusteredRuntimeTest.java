package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.testing.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClusteredRuntimeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Continuity ALONE = new Continuity("alone", ContinuityRole.PRIMARY, 0);

    private final List<Vertx> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Vertx vertx : running) {
            done(vertx.close());
        }
    }

    @Test
    void withoutSettingsThereIsNoCluster() throws Exception {
        Vertx vertx = start(Optional.empty());

        assertThat(vertx.isClustered()).isFalse();
        assertThat(Hazelcast.getAllHazelcastInstances()).isEmpty();
    }

    @Test
    void nodesThatShareTheCookieTalk() throws Exception {
        int first = FreePort.next();
        Vertx a = start(Optional.of(node("cookie", first, first)));
        Vertx b = start(Optional.of(node("cookie", FreePort.next(), first)));
        a.eventBus().<String>consumer("test.echo", message -> message.reply("heard " + message.body()));

        assertThat(a.isClustered()).isTrue();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(ask(b))
                .isEqualTo("heard hello"));
        assertThat(Hazelcast.getAllHazelcastInstances())
                .allSatisfy(
                        member -> assertThat(member.getCluster().getMembers()).hasSize(2));
    }

    @Test
    void anotherCookieIsAnotherCluster() throws Exception {
        int first = FreePort.next();
        start(Optional.of(node("cookie", first, first)));
        start(Optional.of(node("another", FreePort.next(), first)));

        assertThat(Hazelcast.getAllHazelcastInstances()).hasSize(2).allSatisfy(member -> assertThat(
                        member.getCluster().getMembers())
                .hasSize(1));
    }

    @Test
    void nodesThatStartInTheSameMomentAreOneCluster() throws Exception {
        List<Integer> ports = List.of(FreePort.next(), FreePort.next(), FreePort.next());
        List<Future<ClusteredRuntime>> starting = new ArrayList<>();
        for (int port : ports) {
            starting.add(ClusteredRuntime.start(Optional.of(node("cookie", "127.0.0.1", port, seeds(ports))), ALONE));
        }
        for (Future<ClusteredRuntime> started : starting) {
            running.add(done(started).vertx());
        }

        for (Future<ClusteredRuntime> started : starting) {
            await().atMost(PATIENCE)
                    .until(() -> started.result().membership().nodes().size() == 3);
        }
    }

    @Test
    void nodesOfIpv6AreOneCluster() throws Exception {
        int first = FreePort.next();
        String seed = "[::1]:" + first;
        Vertx a = start(Optional.of(node("cookie", "::1", first, seed)));
        Vertx b = start(Optional.of(node("cookie", "::1", FreePort.next(), seed)));
        a.eventBus().<String>consumer("test.echo", message -> message.reply("heard " + message.body()));

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(ask(b))
                .isEqualTo("heard hello"));
    }

    @Test
    void aChangedAnswerOfTheDnsLeadsTwoClustersTogether() throws Exception {
        AtomicBoolean answers = new AtomicBoolean();
        AddressLookup dns = host -> {
            if (!answers.get()) {
                throw new UnknownHostException(host);
            }
            return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        };
        int first = FreePort.next();
        String seed = "mesher.test:" + first;
        Duration pause = Duration.ofMillis(200);
        ClusteredRuntime a = done(ClusteredRuntime.join(node("cookie", "127.0.0.1", first, seed), dns, pause));
        running.add(a.vertx());
        ClusteredRuntime b =
                done(ClusteredRuntime.join(node("cookie", "127.0.0.1", FreePort.next(), seed), dns, pause));
        running.add(b.vertx());
        a.vertx().eventBus().<String>consumer("test.echo", message -> message.reply("heard " + message.body()));
        assertThat(a.membership().peers()).isEmpty();
        assertThat(b.membership().peers()).isEmpty();

        answers.set(true);

        await().atMost(PATIENCE).until(() -> b.membership().nodes().size() == 2);
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(ask(b.vertx()))
                .isEqualTo("heard hello"));
    }

    /** One after the other, as many that are not there would take Hazelcast minutes. */
    @Test
    void twoClustersComeTogetherThoughMostSeedsAreDead() throws Exception {
        AtomicBoolean answers = new AtomicBoolean();
        AddressLookup dns = host -> {
            if (!answers.get()) {
                throw new UnknownHostException(host);
            }
            return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        };
        int first = FreePort.next();
        int second = FreePort.next();
        String dead = IntStream.rangeClosed(1, 100)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(","));
        String seeds = dead + ",mesher.test:" + first + ",mesher.test:" + second;
        Duration pause = Duration.ofMillis(200);
        ClusteredRuntime a = done(ClusteredRuntime.join(node("cookie", "127.0.0.1", first, seeds), dns, pause));
        running.add(a.vertx());
        ClusteredRuntime b = done(ClusteredRuntime.join(node("cookie", "127.0.0.1", second, seeds), dns, pause));
        running.add(b.vertx());
        assertThat(a.membership().peers()).isEmpty();
        assertThat(b.membership().peers()).isEmpty();

        answers.set(true);

        await().atMost(PATIENCE).until(() -> a.membership().nodes().size() == 2);
        await().atMost(PATIENCE).until(() -> b.membership().nodes().size() == 2);
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        ClusterSettings settings = node("cookie", FreePort.next(), FreePort.next());
        start(Optional.of(settings));

        HazelcastInstance member =
                Hazelcast.getAllHazelcastInstances().iterator().next();
        assertThat(member.getCluster().getLocalMember().getAddress().getHost()).isEqualTo("127.0.0.1");
        for (int port : List.of(settings.clusterPort(), settings.busPort())) {
            try (ServerSocket elsewhere = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
                assertThat(elsewhere.isBound()).isTrue();
            }
        }
    }

    private static String ask(Vertx vertx) throws Exception {
        DeliveryOptions soon = new DeliveryOptions().setSendTimeout(1000);
        return done(vertx.eventBus().<String>request("test.echo", "hello", soon))
                .body();
    }

    @CanIgnoreReturnValue
    private Vertx start(Optional<ClusterSettings> settings) throws Exception {
        Vertx vertx = done(ClusteredRuntime.start(settings, ALONE)).vertx();
        running.add(vertx);
        return vertx;
    }

    private static String seeds(List<Integer> ports) {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    private static ClusterSettings node(String cookie, int port, int seedPort) throws IOException {
        return node(cookie, "127.0.0.1", port, "127.0.0.1:" + seedPort);
    }

    private static ClusterSettings node(String cookie, String host, int port, String seeds) throws IOException {
        return new ClusterSettings(
                cookie,
                new NodeName("node" + port, host, port),
                Arrays.stream(seeds.split(","))
                        .map(seed -> Seed.parse(seed).orElseThrow())
                        .toList(),
                port,
                FreePort.next(),
                ContinuityRole.PRIMARY,
                0);
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
