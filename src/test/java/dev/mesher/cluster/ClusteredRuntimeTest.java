package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClusteredRuntimeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        int first = freePort();
        Vertx a = start(Optional.of(node("cookie", first, first)));
        Vertx b = start(Optional.of(node("cookie", freePort(), first)));
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
        int first = freePort();
        start(Optional.of(node("cookie", first, first)));
        start(Optional.of(node("another", freePort(), first)));

        assertThat(Hazelcast.getAllHazelcastInstances()).hasSize(2).allSatisfy(member -> assertThat(
                        member.getCluster().getMembers())
                .hasSize(1));
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        ClusterSettings settings = node("cookie", freePort(), freePort());
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
        Vertx vertx = done(ClusteredRuntime.start(settings));
        running.add(vertx);
        return vertx;
    }

    private static ClusterSettings node(String cookie, int port, int seedPort) throws IOException {
        return new ClusterSettings(
                cookie,
                new NodeName("node", "127.0.0.1", port),
                List.of(Seed.parse("127.0.0.1:" + seedPort).orElseThrow()),
                port,
                freePort(),
                ContinuityRole.PRIMARY,
                0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
