package dev.mesher.told.send;

import static dev.mesher.testing.Await.await;
import static dev.mesher.told.send.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Cidr;
import dev.mesher.config.IpLiteral;
import dev.mesher.testing.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpServerRequest;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What outbound calls may reach, and how they end. Connections are recorded, and none leaves loopback. */
final class HttpSenderTest {
    private static final String PUBLIC = "93.184.216.34";
    /** A limit that is never over. */
    private static final TimeLimit NONE = (time, late) -> () -> {};

    private static Vertx vertx;
    private static HttpClientAgent client;
    private static Receiver ok;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        client = Connector.client(vertx, Connector.options(), 4);
        ok = Receiver.start(vertx, answering(200, "thank\r\nyou"));
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    @Test
    void goesToTheCheckedAddressUnderTheNameOfTheHost() {
        CompletableFuture<HttpServerRequest> seen = new CompletableFuture<>();
        CompletableFuture<Buffer> body = new CompletableFuture<>();
        Receiver receiver = Receiver.start(vertx, request -> {
            seen.complete(request);
            request.body().onSuccess(body::complete);
            Future<Void> unused = request.response().setStatusCode(202).end("taken");
        });
        RecordedConnector connector = connector(receiver);

        Outcome outcome = send(connector, resolving(PUBLIC), "http://hooks.example:8123/in?a=b");

        assertThat(outcome).isEqualTo(Outcome.delivered(202, "taken"));
        assertThat(connector.asked()).containsExactly(PUBLIC + ":8123");
        assertThat(seen.join().getHeader("Host")).isEqualTo("hooks.example:8123");
        assertThat(seen.join().uri()).isEqualTo("/in?a=b");
        assertThat(seen.join().getHeader("X-Test")).isEqualTo("1");
        assertThat(body.join()).hasToString("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | a loopback address",
                "127.8.8.8 | a loopback address",
                "169.254.169.254 | a link-local address, where clouds serve a machine's credentials",
                "0.0.0.0 | an address of this machine",
                "10.1.2.3 | a private address",
                "172.31.255.255 | a private address",
                "192.168.0.1 | a private address",
                "100.64.0.1 | an address of a carrier's private network",
                "100.127.255.255 | an address of a carrier's private network",
                "224.0.0.1 | a multicast address",
                "255.255.255.255 | a reserved address",
                "[::1] | a loopback address",
                "[::] | an address of this machine",
                "[::ffff:127.0.0.1] | a loopback address",
                "[::ffff:7f00:1] | a loopback address",
                "[::127.0.0.1] | a loopback address",
                "[64:ff9b::7f00:1] | a form of 127.0.0.1, a loopback address",
                "[64:ff9b:1::7f00:1] | an address of a private NAT64",
                "[2002:7f00:1::] | a form of 127.0.0.1, a loopback address",
                "[2002:a9fe:a9fe::1] | a form of 169.254.169.254, a link-local address",
                "[2001:0:1::1] | an address for protocols",
                "[fe80::1] | a link-local address",
                "[fd00::1] | a private address",
                "[fec0::1] | a private address",
                "[ff02::1] | a multicast address",
                "[4000::1] | a reserved address"
            })
    void refusesAnAddressThatIsNotOfTheInternet(String host, String words) {
        RecordedConnector connector = connector(ok);
        NameResolver none = name -> Future.failedFuture("a literal needs no resolver");

        Outcome outcome = send(connector, none, "http://" + host + ":" + ok.port() + "/");

        assertThat(outcome.isDelivered()).isFalse();
        assertThat(outcome.error())
                .startsWith("refused: ")
                .contains(" is " + words)
                .endsWith("; the operator can allow it in MESHER_OUTBOUND_ALLOW");
        assertThat(connector.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "64:ff9b::808:808", "2002:808:808::1"})
    void letsAddressesOfTheInternetPass(String address) {
        assertThat(new AddressGuard(List.of())
                        .refusal(address, List.of(IpLiteral.parse(address).orElseThrow())))
                .isEmpty();
    }

    @Test
    void aNameThatIsAtAPrivateAddressIsRefusedByName() {
        RecordedConnector connector = connector(ok);

        Outcome outcome = send(connector, resolving("10.0.0.5"), "https://hooks.example/");

        assertThat(outcome.error())
                .isEqualTo("refused: hooks.example is at 10.0.0.5, which is a private address; "
                        + "the operator can allow it in MESHER_OUTBOUND_ALLOW");
        assertThat(connector.asked()).isEmpty();
    }

    @Test
    void onePrivateAddressAmongOthersRefusesTheName() {
        RecordedConnector connector = connector(ok);

        assertThat(send(connector, resolving(PUBLIC + ",127.0.0.1"), "http://hooks.example/")
                        .error())
                .contains("hooks.example is at 127.0.0.1, which is a loopback address");
        assertThat(connector.asked()).isEmpty();
    }

    @Test
    void aNameThatChangesItsAnswerIsAskedOnceForACall() {
        RecordedConnector connector = connector(ok);
        Queue<String> answers = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1"));
        AtomicInteger asked = new AtomicInteger();
        NameResolver changing = name -> {
            int unused = asked.incrementAndGet();
            return resolving(answers.remove()).resolve(name);
        };

        assertThat(send(connector, changing, "http://hooks.example/").isDelivered())
                .isTrue();
        assertThat(asked).hasValue(1);
        assertThat(send(connector, changing, "http://hooks.example/").error()).contains("127.0.0.1");
        assertThat(connector.asked()).containsExactly(PUBLIC + ":80");
    }

    @Test
    void theOperatorAllowsRanges() {
        RecordedConnector connector = connector(ok);
        AddressGuard allowing =
                new AddressGuard(List.of(Cidr.parse("127.0.0.0/8").orElseThrow()));
        HttpSender sender = new HttpSender(vertx, resolving("127.0.0.9"), allowing, connector, NONE);

        assertThat(await(sender.send(post("http://inside.example/")))).isEqualTo(Outcome.delivered(200, "thank you"));
        assertThat(connector.asked()).containsExactly("127.0.0.9:80");
        assertThat(await(sender.send(post("http://[::1]/"))).error()).contains("a loopback address");
    }

    @Test
    void theNextAddressIsTriedWhenOneIsAway() {
        AtomicInteger opened = new AtomicInteger();
        RecordedConnector recorded = connector(ok);
        Connector firstIsAway = options -> opened.getAndIncrement() == 0
                ? Future.failedFuture(new ConnectException("Connection refused"))
                : recorded.open(options);

        assertThat(send(firstIsAway, resolving(PUBLIC + ",8.8.4.4"), "http://hooks.example/")
                        .isDelivered())
                .isTrue();
        assertThat(recorded.asked()).containsExactly("8.8.4.4:80");
    }

    @Test
    void unknownNamesAndRefusedConnectionsAreSaidPlainly() {
        NameResolver unknown = name -> Future.failedFuture(new UnknownHostException(name));
        assertThat(send(connector(ok), unknown, "http://nowhere.example/").error())
                .isEqualTo("the name nowhere.example is not known");

        RecordedConnector nobody = new RecordedConnector(client, FreePort.next());
        assertThat(send(nobody, resolving(PUBLIC), "http://hooks.example/").error())
                .startsWith("no connection to http://hooks.example: Connection refused");
    }

    @Test
    void aRedirectIsNotFollowed() {
        AtomicInteger calls = new AtomicInteger();
        Receiver redirecting = Receiver.start(vertx, request -> {
            int unused = calls.incrementAndGet();
            Future<Void> unusedSent = request.response()
                    .setStatusCode(302)
                    .putHeader("Location", "http://169.254.169.254/latest/?token=hush")
                    .end();
        });
        RecordedConnector connector = connector(redirecting);

        Outcome outcome = send(connector, resolving(PUBLIC), "http://hooks.example/");

        assertThat(outcome.status()).isEqualTo(302);
        assertThat(outcome.error())
                .isEqualTo("the receiver answered 302 and redirects to http://169.254.169.254; "
                        + "redirects are not followed, so enter the final address");
        assertThat(connector.asked()).hasSize(1);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anEndlessBodyIsReadUpTo16KiB() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Receiver endless = Receiver.start(vertx, request -> {
            request.connection().closeHandler(end -> closed.complete(null));
            request.response().setChunked(true);
            pour(request);
        });

        Outcome outcome = send(connector(endless), resolving(PUBLIC), "http://hooks.example/");

        assertThat(outcome.isDelivered()).isTrue();
        assertThat(outcome.words()).hasSize(Outcome.MAX_WORDS);
        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    }

    private static void pour(HttpServerRequest request) {
        request.response().write("x".repeat(1024)).onSuccess(written -> pour(request));
    }

    @Test
    void aSilentReceiverIsLeftAfterTheLimit() {
        MovedLimit limit = new MovedLimit();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Receiver silent = Receiver.start(vertx, request -> {
            request.connection().closeHandler(end -> closed.complete(null));
            limit.isOver();
        });

        Outcome outcome = await(within(limit, connector(silent), resolving(PUBLIC), "http://hooks.example/"));

        assertThat(limit.time()).isEqualTo(Duration.ofSeconds(10));
        assertThat(outcome).isEqualTo(Outcome.failed("gave up after 10 s while waiting for the answer"));
        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aBodyThatStopsLeavesTheStatus() {
        MovedLimit limit = new MovedLimit();
        Receiver stopping = Receiver.start(vertx, request -> {
            Future<Void> unused =
                    request.response().setChunked(true).setStatusCode(500).write("half of it");
        });
        HttpClientAgent ofTheBody = Connector.client(vertx, Connector.options(), 1);
        Connector watched = options -> new RecordedConnector(ofTheBody, stopping.port())
                .open(options)
                .onSuccess(request -> request.response().onSuccess(answered -> limit.isOver()));

        Outcome outcome = await(within(limit, watched, resolving(PUBLIC), "http://hooks.example/"));

        assertThat(outcome.status()).isEqualTo(500);
        assertThat(outcome.error()).isEqualTo("the receiver answered 500");
    }

    @Test
    void aSilentResolverIsLeftAfterTheLimit() {
        RecordedConnector connector = connector(ok);
        MovedLimit limit = new MovedLimit();
        Promise<List<InetAddress>> later = Promise.promise();

        Future<Outcome> outcome = within(limit, connector, name -> later.future(), "http://hooks.example/");
        limit.isOver();

        assertThat(await(outcome).error()).isEqualTo("gave up after 10 s while looking the name up");
        later.complete(List.of(IpLiteral.parse(PUBLIC).orElseThrow()));
        assertThat(connector.asked()).isEmpty();
    }

    @Test
    void theReceiversWaitIsKeptUpToAnHour() {
        assertThat(retryAfter("17")).isEqualTo(Duration.ofSeconds(17));
        assertThat(retryAfter("999999999")).isEqualTo(Duration.ofHours(1));
        assertThat(retryAfter("soon")).isNull();
    }

    private static @Nullable Duration retryAfter(String header) {
        Receiver busy = Receiver.start(vertx, request -> {
            Future<Void> unused = request.response()
                    .setStatusCode(429)
                    .putHeader("Retry-After", header)
                    .end("slow down");
        });
        Outcome outcome = send(connector(busy), resolving(PUBLIC), "http://hooks.example/");
        assertThat(outcome.error()).isEqualTo("the receiver answered 429");
        return outcome.retryAfter();
    }

    private static RecordedConnector connector(Receiver receiver) {
        return new RecordedConnector(client, receiver.port());
    }

    /** A resolver that answers with these addresses, whatever the name. */
    static NameResolver resolving(String addresses) {
        return name -> Future.succeededFuture(Arrays.stream(addresses.split(",", -1))
                .map(address -> IpLiteral.parse(address).orElseThrow())
                .toList());
    }

    private static Outcome send(Connector connector, NameResolver names, String url) {
        return await(within(NONE, connector, names, url));
    }

    private static Future<Outcome> within(TimeLimit limit, Connector connector, NameResolver names, String url) {
        return new HttpSender(vertx, names, new AddressGuard(List.of()), connector, limit).send(post(url));
    }

    private static Outbound.Post post(String url) {
        return new Outbound.Post(WebAddress.parse(url).orElseThrow(), Map.of("X-Test", "1"), Buffer.buffer("{}"));
    }
}
