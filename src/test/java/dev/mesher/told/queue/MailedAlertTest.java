package dev.mesher.told.queue;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.alert.AlertVerticle;
import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.config.OutboundSettings;
import dev.mesher.config.SmtpServer;
import dev.mesher.config.SmtpServer.Login;
import dev.mesher.config.SmtpServer.Security;
import dev.mesher.db.ClockAhead;
import dev.mesher.db.Database;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.told.link.AcknowledgeLink;
import dev.mesher.told.link.AcknowledgeLink.Valid;
import dev.mesher.told.send.SmtpReceiver;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** From an issue in the database to an e-mail at an SMTP server, by the verticles of a node. */
final class MailedAlertTest {
    private static final String BASE = "https://mesher.example.org";
    private static final Pattern TOKEN = Pattern.compile(Pattern.quote(BASE + "/acknowledge/") + "([A-Za-z0-9_-]+)");

    private final Vertx vertx = Vertx.vertx();
    private final LocalBus bus = LocalBus.create(vertx);

    @Test
    void aRuleThatFiresIsMailedWithTheLinkToItsEpisodeAndTheOneThatAcknowledgesIt() throws Exception {
        try (TestQueue queue = new TestQueue(vertx);
                SmtpReceiver receiver = new SmtpReceiver(builder -> builder)) {
            UUID channel = queue.ruleMails("ada@example.org");
            UUID issue = queue.data().issue("Boom <b>", Duration.ZERO);
            queue.data().event(issue, Duration.ZERO, new JsonObject().put("release", "4.18.2"));

            deploy(queue, receiver.port());

            Awaitility.await()
                    .until(() -> queue.number("SELECT count(*) FROM messages WHERE delivered_at IS NOT NULL") == 1);
            assertThat(receiver.recipients()).containsExactly("ada@example.org");
            MimeMessage mail = receiver.only();
            UUID episode = queue.data()
                    .sql("SELECT id FROM episodes")
                    .iterator()
                    .next()
                    .getUUID(0);
            assertThat(mail.getSubject()).endsWith("] New issue: Boom <b>");
            assertThat(mail.getHeader("References")).containsExactly("<" + episode + "@mesher.example.org>");
            String link = BASE + "/p/1/alerts?episode=" + episode;
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
            String text = (String) parts.getBodyPart(0).getContent();
            assertThat(text).contains("New issue: Boom <b>", "release 4.18.2", "Open in Mesher: " + link);
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            String html = (String) parts.getBodyPart(1).getContent();
            assertThat(html)
                    .contains("New issue: Boom &lt;b&gt;", "<a href=\"" + link + "\"")
                    .doesNotContain("Boom <b>");
            List<String> tokens = tokens(text);
            assertThat(tokens).hasSize(1).isEqualTo(tokens(html));
            assertThat(read(queue, tokens.get(0))).isInstanceOfSatisfying(Valid.class, valid -> {
                assertThat(valid.token().episode()).isEqualTo(episode);
                assertThat(valid.token().channel()).isEqualTo(channel);
            });
        } finally {
            await(vertx.close());
        }
    }

    /** What evaluates rules, and what sends; both work at once. */
    private void deploy(TestQueue queue, int smtpPort) {
        Database database = queue.data().database();
        SmtpServer smtp = new SmtpServer(
                "localhost",
                smtpPort,
                Security.OFF,
                Optional.of(new Login(SmtpReceiver.USER, SmtpReceiver.PASSWORD)),
                "mesher@mesher.example.org");
        OutboundSettings outbound = new OutboundSettings(Optional.of(URI.create(BASE)), Optional.of(smtp), List.of());
        AuthorityVerticle authority = new AuthorityVerticle(
                database.pool(),
                new Continuity("a", ContinuityRole.PRIMARY, 0),
                new LeaseTimes(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofSeconds(1)),
                new Diagnostics());
        await(vertx.deployVerticle(new SenderVerticle(bus, database.duties(), outbound, queue.meters)));
        await(vertx.deployVerticle(authority));
        await(vertx.deployVerticle(new AlertVerticle(
                authority.authority(),
                database.duties(),
                bus,
                Duration.ofMillis(50),
                System::nanoTime,
                ClockAhead.NONE)));
    }

    private static List<String> tokens(String part) {
        return TOKEN.matcher(part)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static AcknowledgeLink.Result read(TestQueue queue, String token) {
        Row key = queue.data()
                .sql("SELECT key FROM shared_keys WHERE name = 'acknowledge'")
                .iterator()
                .next();
        return new AcknowledgeLink(key.getBuffer(0).getBytes()).read(token, Instant.now());
    }
}
