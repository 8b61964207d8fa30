package dev.mesher.told.send;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.SmtpServer;
import dev.mesher.config.SmtpServer.Login;
import dev.mesher.config.SmtpServer.Security;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** E-mail through a real SMTP server, with STARTTLS and with TLS. */
final class SmtpSenderTest {
    private static final UUID ID = UUID.fromString("0197b000-0000-7000-8000-000000000001");
    private static final UUID THREAD = UUID.fromString("0197b000-0000-7000-8000-000000000002");
    private static final TimeLimit NONE = (time, late) -> () -> {};

    private static Vertx vertx;
    private static SelfSignedCertificate certificate;
    private static SSLSocketFactory trusting;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        certificate = SelfSignedCertificate.create("localhost");
        trusting = SmtpReceiver.trusting(vertx, certificate);
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
        certificate.delete();
    }

    @Test
    void sendsByStartTls() throws Exception {
        try (SmtpReceiver receiver = startTls()) {
            Outcome outcome = send(receiver.port(), Security.REQUIRED, SmtpReceiver.PASSWORD, mail("ada@example.org"));

            assertThat(outcome.error()).isNull();
            assertThat(outcome.status()).isEqualTo(250);
            assertThat(outcome.words()).contains("queued as 1");
            assertThat(receiver.recipients()).containsExactly("ada@example.org");
            isWhole(receiver.only());
        }
    }

    private static void isWhole(MimeMessage mail) throws Exception {
        assertThat(mail.getSubject()).isEqualTo("[checkout] 😀 Bcc: victim@example.org");
        assertThat(mail.getFrom()[0]).hasToString("mesher@mesher.example");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@mesher.example>");
        assertThat(mail.getHeader("References")).containsExactly("<" + THREAD + "@mesher.example>");
        assertThat(mail.getSentDate())
                .isCloseTo(Instant.now(), Duration.ofMinutes(10).toMillis());
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Grüße\r\n.\r\nQUIT\r\n");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Grüße</p>");
    }

    @Test
    void sendsByTls() throws Exception {
        try (SmtpReceiver receiver = new SmtpReceiver(builder -> builder.serverSocketFactory(serverContext()))) {
            Outcome outcome = send(receiver.port(), Security.TLS, SmtpReceiver.PASSWORD, mail("ada@example.org"));

            assertThat(outcome.error()).isNull();
            isWhole(receiver.only());
        }
    }

    @Test
    void sendsNothingWithoutTlsWhereItIsRequired() {
        try (SmtpReceiver receiver = new SmtpReceiver(builder -> builder)) {
            Outcome outcome = send(receiver.port(), Security.REQUIRED, SmtpReceiver.PASSWORD, mail("ada@example.org"));

            assertThat(outcome.error())
                    .isEqualTo("the SMTP server localhost:" + receiver.port()
                            + ": STARTTLS is required but host does not support STARTTLS");
            assertThat(receiver.raw()).isEmpty();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsEndsIt() {
        try (SmtpReceiver receiver = startTls()) {
            SSLSocketFactory usual = (SSLSocketFactory) SSLSocketFactory.getDefault();
            Outcome outcome = send(
                    server(receiver.port(), Security.REQUIRED, SmtpReceiver.PASSWORD),
                    usual,
                    NONE,
                    mail("a@example.org"));

            assertThat(outcome.error())
                    .startsWith("TLS with the SMTP server localhost:" + receiver.port() + " failed: ")
                    .contains("certification path");
            assertThat(receiver.raw()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNotRepeated() {
        try (SmtpReceiver receiver = startTls()) {
            Outcome outcome = send(receiver.port(), Security.REQUIRED, "wrong-hush", mail("ada@example.org"));

            assertThat(outcome.error())
                    .startsWith("the SMTP server localhost:" + receiver.port() + " refuses the user and password: 535")
                    .doesNotContain("hush");
            assertThat(receiver.raw()).isEmpty();
        }
    }

    @Test
    void aRefusedRecipientIsSaid() {
        try (SmtpReceiver receiver = startTls()) {
            Outcome outcome =
                    send(receiver.port(), Security.REQUIRED, SmtpReceiver.PASSWORD, mail("bob@refused.example"));

            assertThat(outcome.status()).isEqualTo(550);
            assertThat(outcome.error()).contains("refuses the mail: 550 no such mailbox bob@refused.example");
            assertThat(receiver.raw()).isEmpty();
        }
    }

    @Test
    void theOtherRecipientsGetTheirMail() {
        try (SmtpReceiver receiver = startTls()) {
            Outcome outcome = send(
                    receiver.port(),
                    Security.REQUIRED,
                    SmtpReceiver.PASSWORD,
                    mail("bob@refused.example", "ada@example.org"));

            assertThat(outcome.isDelivered()).isTrue();
            assertThat(outcome.words())
                    .isEqualTo("not all recipients were taken: 550 no such mailbox bob@refused.example");
            assertThat(receiver.raw()).hasSize(1);
        }
    }

    @Test
    void aServerThatHangsIsLeftAfterTheLimit() {
        MovedLimit limit = new MovedLimit();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        NetServer silent = await(vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> {
                    socket.closeHandler(end -> closed.complete(null));
                    limit.isOver();
                })
                .listen());

        Outcome outcome = send(
                server(silent.actualPort(), Security.REQUIRED, SmtpReceiver.PASSWORD),
                trusting,
                limit,
                mail("ada@example.org"));

        assertThat(limit.time()).isEqualTo(Duration.ofSeconds(30));
        assertThat(outcome)
                .isEqualTo(Outcome.failed("gave up after 30 s with the SMTP server localhost:" + silent.actualPort()));
        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void withoutAServerItSaysSo() {
        SmtpSender sender = new SmtpSender(vertx, Optional.empty(), trusting, NONE, 1);

        assertThat(await(sender.send(mail("ada@example.org"))).error())
                .isEqualTo("no e-mail can be sent: MESHER_SMTP_URL is not set");
    }

    private static SmtpReceiver startTls() {
        return new SmtpReceiver(builder -> builder.enableTLS().requireTLS().startTlsSocketFactory(serverContext()));
    }

    private static SSLContext serverContext() {
        try {
            return SmtpReceiver.context(vertx, certificate);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Outbound.Mail mail(String... to) {
        return new Outbound.Mail(
                ID,
                THREAD,
                List.of(to),
                "[checkout] 😀\r\nBcc: victim@example.org",
                "Grüße\r\n.\r\nQUIT\r\n",
                "<p>Grüße</p>");
    }

    private static SmtpServer server(int port, Security security, String password) {
        return new SmtpServer(
                "localhost",
                port,
                security,
                Optional.of(new Login(SmtpReceiver.USER, password)),
                "mesher@mesher.example");
    }

    private static Outcome send(int port, Security security, String password, Outbound.Mail mail) {
        return send(server(port, security, password), trusting, NONE, mail);
    }

    private static Outcome send(SmtpServer server, SSLSocketFactory tls, TimeLimit limit, Outbound.Mail mail) {
        SmtpSender sender = new SmtpSender(vertx, Optional.of(server), tls, limit, 1);
        try {
            return await(sender.send(mail));
        } finally {
            await(sender.close());
        }
    }
}
