package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.properties.ClusterProperty;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.testing.Await;
import dev.mesher.testing.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CookieGuardTest {
    private static final String COOKIE = "the right cookie";
    private static final Duration SOON = Duration.ofSeconds(5);

    private final int port = FreePort.next();
    private final NodeName name = new NodeName("guarded", "127.0.0.1", port);
    private ClusteredRuntime node;

    @BeforeEach
    void start() {
        node = Await.await(ClusteredRuntime.start(
                Optional.of(settings(name, COOKIE)), new Continuity(name.toString(), ContinuityRole.PRIMARY, 0)));
    }

    @AfterEach
    void stop() {
        Await.await(node.vertx().close());
    }

    @Test
    void aStockMemberThatKnowsTheNameGetsNothing() {
        Config config = new Config().setClusterName(ClusterName.of(COOKIE));
        config.setProperty(ClusterProperty.WAIT_SECONDS_BEFORE_JOIN.getName(), "0");
        config.setProperty(ClusterProperty.MAX_JOIN_SECONDS.getName(), "60");
        config.getNetworkConfig().setPort(FreePort.next()).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + port);

        HazelcastInstance stranger = Hazelcast.newHazelcastInstance(config);
        try {
            assertThat(stranger.getCluster().getMembers()).hasSize(1);
            assertThat(stranger.getMap("__vertx.nodeInfo").size()).isZero();
            assertThat(node.membership().nodes()).containsExactly(name.toString());
        } finally {
            stranger.shutdown();
        }
    }

    @Test
    void aStockClientThatKnowsTheNameGetsNothing() {
        ClientConfig config = new ClientConfig().setClusterName(ClusterName.of(COOKIE));
        config.getNetworkConfig().addAddress("127.0.0.1:" + port);
        config.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(1_000);

        assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(config))
                .hasMessageContaining("Unable to connect to any cluster");
    }

    @Test
    void aMemberOfTheRightNameWithAnotherCookieStaysOutside() {
        NodeName other = new NodeName("other", "127.0.0.1", FreePort.next());
        ClusterSettings settings = settings(other, COOKIE);
        Config config = HazelcastSettings.of(settings, "127.0.0.1", new LiveMembers(List.of("127.0.0.1:" + port)));
        CookieGuard guard = new CookieGuard(other.toString(), CookieKey.of("another cookie"), new Questions());

        HazelcastInstance member = GuardedHazelcast.start(config, guard);
        try {
            assertThat(config.getClusterName()).isEqualTo(ClusterName.of(COOKIE));
            assertThat(member.getCluster().getMembers()).hasSize(1);
            assertThat(node.membership().nodes()).containsExactly(name.toString());
        } finally {
            member.shutdown();
            guard.close();
        }
    }

    @Test
    void aQuestionIsAnsweredToWhoHasTheCookie() throws Exception {
        answer("echo", parameters -> Future.succeededFuture(new JsonObject().put("heard", parameters)));

        assertThat(door(COOKIE).ask("echo", new JsonObject().put("a", 1)).encode())
                .isEqualTo("{\"heard\":{\"a\":1}}");
    }

    @Test
    void whyThereIsNoAnswerIsSaid() {
        answer("fails", parameters -> Future.failedFuture(new Questions.Unanswerable("will not say")));
        answer("breaks", parameters -> Future.failedFuture(new IllegalStateException("a secret of the inside")));
        answer("throws", parameters -> {
            throw new Questions.Unanswerable("threw");
        });

        assertNoAnswer(door("wrong"), "echo", "the cookie is not the one of this cluster");
        assertNoAnswer(door(COOKIE), "unheard", "does not know the question unheard");
        assertNoAnswer(door(COOKIE), "fails", "it will not say");
        assertNoAnswer(door(COOKIE), "throws", "it threw");
        assertNoAnswer(door(COOKIE), "breaks", "fails to answer: its log has the reason");
        NodeName nobody = new NodeName("guarded", "127.0.0.1", FreePort.next());
        assertNoAnswer(new OperatorDoor(nobody, COOKIE, SOON), "echo", "nobody listens there");
        NodeName wrong = new NodeName("another", "127.0.0.1", port);
        assertNoAnswer(new OperatorDoor(wrong, COOKIE, SOON), "echo", "another node listens there: " + name);
        NodeName unknown = new NodeName("guarded", "no.such.host.invalid", port);
        assertNoAnswer(new OperatorDoor(unknown, COOKIE, SOON), "echo", "the host no.such.host.invalid is unknown");
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() {
        answer("silent", parameters -> Promise.<JsonObject>promise().future());

        assertNoAnswer(new OperatorDoor(name, COOKIE, Duration.ofMillis(300)), "silent", "no answer within 300 ms");
    }

    @Test
    void whatIsNoNodeIsNotTrusted() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket socket = other.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII));
                    int unused = socket.getInputStream().read();
                } catch (IOException gone) {
                    return;
                }
            });
            server.start();
            NodeName there = new NodeName("guarded", "127.0.0.1", other.getLocalPort());

            assertNoAnswer(
                    new OperatorDoor(there, COOKIE, SOON), "echo", "does not speak the protocol of a Mesher node");
        }
    }

    @Test
    void whoSitsOnConnectionsKeepsNobodyOut() throws Exception {
        answer("echo", parameters -> Future.succeededFuture(parameters));
        List<Socket> sitting = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                sitting.add(socket);
            }
            assertThat(door(COOKIE)
                            .ask("echo", new JsonObject().put("still", "here"))
                            .getString("still"))
                    .isEqualTo("here");
            await().atMost(Duration.ofSeconds(20)).until(() -> sitting.stream().allMatch(CookieGuardTest::isClosed));
        } finally {
            for (Socket socket : sitting) {
                socket.close();
            }
        }
    }

    @Test
    void garbageGetsNoAnswer() throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(read(socket.getInputStream())).isZero();
        }
    }

    /** 0 too when the other side reset the connection, as it does when it closes with bytes unread. */
    private static int read(InputStream in) {
        try {
            return in.readAllBytes().length;
        } catch (SocketException reset) {
            return 0;
        } catch (IOException waiting) {
            throw new IllegalStateException(waiting);
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private void answer(String question, Function<JsonObject, Future<JsonObject>> work) {
        node.questions().answer(question, node.vertx().getOrCreateContext(), work);
    }

    private OperatorDoor door(String cookie) {
        return new OperatorDoor(name, cookie, SOON);
    }

    private static void assertNoAnswer(OperatorDoor door, String question, String why) {
        assertThatThrownBy(() -> door.ask(question, new JsonObject()))
                .isInstanceOf(OperatorDoor.NoAnswer.class)
                .hasMessageContaining(why);
    }

    private static ClusterSettings settings(NodeName name, String cookie) {
        return new ClusterSettings(
                cookie,
                name,
                List.of(Seed.parse("127.0.0.1:" + name.port()).orElseThrow()),
                name.port(),
                FreePort.next(),
                ContinuityRole.PRIMARY,
                0);
    }
}
