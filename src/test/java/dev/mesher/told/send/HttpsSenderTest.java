package dev.mesher.told.send;

import static dev.mesher.testing.Await.await;
import static dev.mesher.told.send.HttpSenderTest.resolving;
import static dev.mesher.told.send.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The certificate has to be that of the name, although the connection goes to an address in digits. */
final class HttpsSenderTest {
    private static Vertx vertx;
    private static SelfSignedCertificate certificate;
    private static Receiver receiver;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        certificate = SelfSignedCertificate.create("hooks.example");
        receiver = Receiver.start(vertx, certificate, request -> answering(
                        200, request.connection().indicatedServerName())
                .handle(request));
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
        certificate.delete();
    }

    @Test
    void theCertificateOfTheNameIsTaken() {
        Outcome outcome = call("https://hooks.example/", trusting());

        assertThat(outcome).isEqualTo(Outcome.delivered(200, "hooks.example"));
    }

    @Test
    void theCertificateOfAnotherNameIsNot() {
        Outcome outcome = call("https://other.example/", trusting());

        assertThat(outcome.error())
                .startsWith("TLS with other.example failed: ")
                .contains("other.example");
    }

    @Test
    void aCertificateThatNobodyTrustsIsNot() {
        Outcome outcome = call("https://hooks.example/", Connector.options());

        assertThat(outcome.error())
                .startsWith("TLS with hooks.example failed: ")
                .contains("certification path");
    }

    private static HttpClientOptions trusting() {
        return Connector.options().setTrustOptions(certificate.trustOptions());
    }

    private static Outcome call(String url, HttpClientOptions options) {
        RecordedConnector connector = new RecordedConnector(Connector.client(vertx, options, 1), receiver.port());
        Outcome outcome = await(new HttpSender(
                        vertx, resolving("93.184.216.34"), new AddressGuard(List.of()), connector, TimeLimit.of(vertx))
                .send(new Outbound.Post(WebAddress.parse(url).orElseThrow(), Map.of(), Buffer.buffer("{}"))));
        assertThat(connector.asked()).containsExactly("93.184.216.34:443");
        return outcome;
    }
}
