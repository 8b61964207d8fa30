package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.testing.Await;
import dev.mesher.testing.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CandidateProbeTest {
    private static final CookieKey COOKIE = CookieKey.of("the right cookie");

    private final int port = FreePort.next();
    private final String node = "127.0.0.1:" + port;
    private final List<SocketAddress> strangers = Collections.synchronizedList(new ArrayList<>());
    private ClusteredRuntime running;

    @BeforeEach
    void start() {
        NodeName name = new NodeName("probed", "127.0.0.1", port);
        running = Await.await(ClusteredRuntime.start(
                Optional.of(new ClusterSettings(
                        "the right cookie",
                        name,
                        List.of(Seed.parse(node).orElseThrow()),
                        port,
                        FreePort.next(),
                        ContinuityRole.PRIMARY,
                        0)),
                new Continuity(name.toString(), ContinuityRole.PRIMARY, 0)));
    }

    @AfterEach
    void stop() {
        Await.await(running.vertx().close());
    }

    @Test
    void onlyNodesOfTheClusterAnswer() throws Exception {
        String dead = "127.0.0.1:" + FreePort.next();
        String deadIpv6 = "[0:0:0:0:0:0:0:1]:" + FreePort.next();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CandidateProbe probe = new CandidateProbe(COOKIE, (address, failed) -> strangers.add(address))) {
            String frozen = "127.0.0.1:" + silent.getLocalPort();

            assertThat(probe.answering(List.of(dead, frozen, node, deadIpv6))).containsExactly(node);
            assertThat(probe.answering(List.of())).isEmpty();
        }
        assertThat(strangers).isEmpty();
        assertThat(running.membership().nodes()).hasSize(1);
    }

    @Test
    void whoHasAnotherCookieIsNoNodeAndIsTold() {
        CookieKey another = CookieKey.of("another cookie");
        try (CandidateProbe probe = new CandidateProbe(another, (address, failed) -> strangers.add(address))) {
            assertThat(probe.answering(List.of(node))).isEmpty();
        }
        assertThat(strangers).containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
