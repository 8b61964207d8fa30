package dev.mesher.told.queue;

import static dev.mesher.testing.Await.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.config.Cidr;
import dev.mesher.db.ClockAhead;
import dev.mesher.db.Database;
import dev.mesher.testing.StoredData;
import dev.mesher.told.content.MessageContents;
import dev.mesher.told.send.AddressGuard;
import dev.mesher.told.send.Connector;
import dev.mesher.told.send.HttpSender;
import dev.mesher.told.send.SmtpSender;
import dev.mesher.told.send.TimeLimit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;

/** A queue in a database of its own, on a clock that is moved, with an episode to queue messages of. Blocking. */
final class TestQueue implements AutoCloseable {
    static final String SECRET = "a secret of sixteen or more".replace(' ', '-');
    private static final TimeLimit NONE = (time, late) -> () -> {};

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx;
    private final StoredData data;
    private final HttpClientAgent client;
    private final UUID rule;
    private volatile Duration ahead = Duration.ZERO;

    TestQueue(Vertx vertx) {
        this.vertx = vertx;
        this.data = new StoredData(vertx);
        this.client = Connector.client(vertx, Connector.options(), Sender.MOST);
        this.rule = data.sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json) VALUES ($1, 'New issues', $2)"
                                + " RETURNING id",
                        data.project(),
                        new JsonObject().put("condition_type", "new_issue"))
                .iterator()
                .next()
                .getUUID(0);
    }

    StoredData data() {
        return data;
    }

    ClockAhead clock() {
        return () -> ahead;
    }

    void later(Duration time) {
        ahead = ahead.plus(time);
    }

    Sender sender() {
        return sender(data.database());
    }

    /** A sender of another node, whose PostgreSQL is reached by {@code database}. */
    Sender sender(Database database) {
        return new Sender(vertx, parts(database), () -> {});
    }

    SenderParts parts(Database database) {
        HttpSender http = new HttpSender(
                vertx,
                name -> Future.failedFuture(new UnknownHostException(name)),
                new AddressGuard(List.of(Cidr.parse("127.0.0.0/8").orElseThrow())),
                client::request,
                NONE);
        SmtpSender smtp =
                new SmtpSender(vertx, Optional.empty(), (SSLSocketFactory) SSLSocketFactory.getDefault(), NONE, 1);
        return SenderParts.of(
                database.pool(),
                clock(),
                new MessageContents(database.pool(), Optional.of(URI.create("https://mesher.example"))),
                new Transports(http, smtp),
                new RetryTimes(() -> 1),
                meters);
    }

    /** A webhook to a loopback port. */
    UUID channel(int port) {
        return channel(
                "webhook",
                new JsonObject().put("url", "http://127.0.0.1:" + port + "/").put("secret", SECRET));
    }

    private UUID channel(String kind, JsonObject settings) {
        return data.sql(
                        "INSERT INTO channels (org_id, kind, name, settings)"
                                + " SELECT org_id, $2, 'ops', $3 FROM projects WHERE id = $1 RETURNING id",
                        data.project(),
                        kind,
                        settings)
                .iterator()
                .next()
                .getUUID(0);
    }

    /** E-mail to this address, whenever the rule fires. */
    UUID ruleMails(String to) {
        UUID channel = channel("email", new JsonObject().put("to", new JsonArray().add(to)));
        data.sql("INSERT INTO rule_channels (rule_id, channel_id) VALUES ($1, $2)", rule, channel);
        return channel;
    }

    /** An episode that is over, so that the rule may have several, with one alert of a new issue. */
    UUID episode() {
        UUID episode = data.sql(
                        "INSERT INTO episodes (rule_id, project_id, started_at, last_alert_at, alert_count, calm_at,"
                                + " ended_at) VALUES ($1, $2, now(), now(), 1, now(), now()) RETURNING id",
                        rule,
                        data.project())
                .iterator()
                .next()
                .getUUID(0);
        alert(episode, "boom");
        return episode;
    }

    void alert(UUID episode, String title) {
        data.sql(
                "INSERT INTO alerts (rule_id, project_id, message, condition_snapshot, issue_id, episode_id, accepted_at)"
                        + " VALUES ($1, $2, $3, $4, $5, $6, now() - interval '2 seconds')",
                rule,
                data.project(),
                "New issue: " + title,
                new JsonObject().put("condition_type", "new_issue"),
                data.issue(title, Duration.ZERO),
                episode);
    }

    /** A message that is due so long after now. */
    @CanIgnoreReturnValue
    UUID message(UUID channel, UUID episode, String kind, Duration due) {
        OffsetDateTime at = data.time(due.negated()).plus(ahead);
        return data.sql(
                        "INSERT INTO messages (channel_id, episode_id, kind, due_at, next_try_at, give_up_at, said_by)"
                                + " VALUES ($1, $2, $3, $4, $4, $4::timestamptz + interval '24 hours', 'Ada') RETURNING id",
                        channel,
                        episode,
                        kind,
                        at)
                .iterator()
                .next()
                .getUUID(0);
    }

    long number(String query, Object... arguments) {
        return data.number(query, arguments);
    }

    /** The row of a message. */
    Row row(UUID message) {
        return data.sql("SELECT * FROM messages WHERE id = $1", message)
                .iterator()
                .next();
    }

    boolean isDelivered(UUID message) {
        return row(message).getOffsetDateTime("delivered_at") != null;
    }

    /** Has the sender claim what is due, and waits until that is claimed. Comes to how many messages that are. */
    @CanIgnoreReturnValue
    int begin(Sender sender) {
        return await(Future.future(
                claimed -> vertx.runOnContext(start -> sender.sendDue().onComplete(claimed))));
    }

    /** As {@link #begin}, and waits until the claimed messages are sent. */
    int send(Sender sender) {
        int claimed = begin(sender);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> data.number(
                                "SELECT count(*) FROM messages WHERE claimed_until > now() + $1::interval",
                                clock().interval())
                        == 0);
        return claimed;
    }

    @Override
    public void close() {
        await(client.close());
        data.close();
    }
}
