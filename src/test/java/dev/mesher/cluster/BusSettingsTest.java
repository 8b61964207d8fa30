package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.BusKeyStore;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.testing.Await;
import dev.mesher.testing.FreePort;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may speak on the port of the event bus. */
final class BusSettingsTest {
    /** As Vert.x's bus asks whether a peer lives: a message whose codec is that of a ping. The answer is one byte, 1. */
    private static final byte[] PING = {0, 0, 0, 19, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4};

    private final int port = FreePort.next();
    private final int busPort = FreePort.next();
    private final List<Vertx> running = new ArrayList<>();
    private final Vertx stranger = Vertx.vertx();

    @AfterEach
    void stop() {
        running.forEach(vertx -> Await.await(vertx.close()));
        Await.await(stranger.close());
    }

    @Test
    void theSameCookieMakesTheSameIdentityAndAnotherAnother() {
        assertThat(BusIdentity.of(CookieKey.of("a")).certificate())
                .isEqualTo(BusIdentity.of(CookieKey.of("a")).certificate())
                .isNotEqualTo(BusIdentity.of(CookieKey.of("b")).certificate());
    }

    /** Else nodes of two versions would not know each other. */
    @Test
    void theIdentityOfACookieStaysAsItWas() throws Exception {
        byte[] certificate = BusIdentity.of(CookieKey.of("a")).certificate();

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)))
                .isEqualTo("410344ded1c22508a18cc87b19b43b0db342fae440180e446a2094d8c43d1df7");
    }

    @Test
    void whoDoesNotSpeakTlsIsHungUpOn() throws Exception {
        start(settings(Optional.empty()));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), busPort)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(PING);

            assertThat(answer(socket.getInputStream())).doesNotStartWith("\u0001");
        }
    }

    @Test
    void whoHasNoKeyOrAnotherIsHungUpOn() {
        start(settings(Optional.empty()));

        assertThat(isKept(client(null))).isFalse();
        assertThat(isKept(client(key("another")))).isFalse();
        assertThat(isKept(client(key("cookie")))).isTrue();
    }

    @Test
    void aNodeDoesNotTalkToABusThatCannotProveTheCookie() {
        TrustOptions trusted = BusSettings.of(settings(Optional.empty()), "127.0.0.1", CookieKey.of("another"))
                .getTrustOptions();
        start(settings(Optional.empty()));
        NetClientOptions strict = client(null).setTrustAll(false).setTrustOptions(trusted);

        assertThatThrownBy(() -> Await.await(stranger.createNetClient(strict).connect(busPort, "127.0.0.1")))
                .hasStackTraceContaining("SSLHandshakeException");
    }

    @Test
    void aKeyStoreStandsForTheCookieOnTheBus(@TempDir Path directory) throws Exception {
        PfxOptions pair = key("of the operator");
        Path file = Files.write(directory.resolve("bus.p12"), pair.getValue().getBytes());
        Optional<BusKeyStore> store = Optional.of(new BusKeyStore(file, pair.getPassword()));
        Vertx a = start(settings(store));
        Vertx b = start(node("b", FreePort.next(), FreePort.next(), store));
        a.eventBus().<String>consumer("test.echo", message -> message.reply("heard " + message.body()));

        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(
                        Await.await(b.eventBus()
                                        .<String>request(
                                                "test.echo", "hello", new DeliveryOptions().setSendTimeout(1_000)))
                                .body())
                .isEqualTo("heard hello"));
        assertThat(isKept(client(pair))).isTrue();
        assertThat(isKept(client(key("cookie")))).isFalse();
    }

    /** What a node of that cookie proves itself with. */
    private PfxOptions key(String cookie) {
        return (PfxOptions) BusSettings.of(settings(Optional.empty()), "127.0.0.1", CookieKey.of(cookie))
                .getKeyCertOptions();
    }

    /** Whether the bus answers a ping of that client: it hangs up first on who is not let in. */
    private boolean isKept(NetClientOptions options) {
        return Await.await(stranger.createNetClient(options)
                .connect(busPort, "127.0.0.1")
                .compose(socket -> {
                    Promise<Boolean> kept = Promise.promise();
                    socket.handler(bytes -> kept.tryComplete(true));
                    socket.closeHandler(closed -> kept.tryComplete(false));
                    socket.exceptionHandler(broken -> kept.tryComplete(false));
                    return socket.write(Buffer.buffer(PING))
                            .otherwiseEmpty()
                            .compose(sent -> kept.future())
                            .eventually(socket::close);
                })
                .otherwise(false));
    }

    private static NetClientOptions client(@Nullable PfxOptions key) {
        NetClientOptions options =
                new NetClientOptions().setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");
        if (key != null) {
            options.setKeyCertOptions(key);
        }
        return options;
    }

    private static String answer(InputStream in) throws IOException {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    @CanIgnoreReturnValue
    private Vertx start(ClusterSettings settings) {
        Vertx vertx = Await.await(ClusteredRuntime.start(
                        Optional.of(settings),
                        new Continuity(settings.nodeName().toString(), ContinuityRole.PRIMARY, 0)))
                .vertx();
        running.add(vertx);
        return vertx;
    }

    private ClusterSettings settings(Optional<BusKeyStore> store) {
        return node("a", port, busPort, store);
    }

    private ClusterSettings node(String name, int clusterPort, int bus, Optional<BusKeyStore> store) {
        return new ClusterSettings(
                "cookie",
                new NodeName(name, "127.0.0.1", clusterPort),
                List.of(Seed.parse("127.0.0.1:" + port).orElseThrow()),
                clusterPort,
                bus,
                ContinuityRole.PRIMARY,
                0,
                store);
    }
}
