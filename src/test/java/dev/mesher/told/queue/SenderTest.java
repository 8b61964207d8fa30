package dev.mesher.told.queue;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.told.send.Receiver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of queued messages, by the answers of their receivers. */
final class SenderTest {
    private static Vertx vertx;
    private static TestQueue queue;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        queue = new TestQueue(vertx);
    }

    @AfterAll
    static void stop() {
        queue.close();
        await(vertx.close());
    }

    @Test
    void aReceiverThatAnswers500ForTenMinutesGetsTheSameMessageThen() {
        status.set(500);
        UUID channel = channel();
        UUID episode = queue.episode();
        UUID message = queue.message(channel, episode, "first", Duration.ZERO);
        Sender sender = queue.sender();

        assertThat(queue.send(sender)).isEqualTo(1);
        assertThat(queue.send(sender)).as("not before its time").isZero();
        queue.alert(episode, "came after the first try");
        Duration waited = Duration.ZERO;
        for (int wait = 10; waited.toMinutes() < 10; wait *= 2) {
            waited = waited.plusSeconds(wait);
            queue.later(Duration.ofSeconds(wait));
            assertThat(queue.send(sender)).as("due after %d s more", wait).isEqualTo(1);
        }
        Row failing = failure(channel);
        assertThat(failing.getString("last_error")).isEqualTo("the receiver answered 500");
        assertThat(failing.getOffsetDateTime("failing_since")).isNotNull();
        status.set(200);
        queue.later(Duration.ofHours(1));

        assertThat(queue.send(sender)).isEqualTo(1);

        assertThat(queue.isDelivered(message)).isTrue();
        assertThat(bodies).hasSize(8).containsOnly(bodies.get(0));
        assertThat(new JsonObject(bodies.get(0)).getString("id")).isEqualTo(message.toString());
        assertThat(failure(channel).getOffsetDateTime("failing_since")).isNull();
        assertThat(queue.data()
                        .sql(
                                "SELECT attempt, status, error FROM deliveries WHERE message_id = $1 ORDER BY id",
                                message))
                .extracting(row -> row.getInteger(0) + " " + row.getInteger(1) + " " + row.getString(2))
                .hasSize(8)
                .startsWith("1 500 the receiver answered 500")
                .endsWith("8 200 null");
        assertThat(queue.send(sender)).as("delivered once").isZero();
    }

    @Test
    void aChannelThatHangsHoldsNoOtherUp() {
        Receiver hanging = Receiver.start(vertx, request -> bodies.add("taken"));
        UUID stuck = queue.channel(hanging.port());
        UUID first = queue.message(stuck, queue.episode(), "first", Duration.ZERO);
        UUID second = queue.message(stuck, queue.episode(), "first", Duration.ZERO);
        UUID other = queue.message(channel(), queue.episode(), "first", Duration.ZERO);
        Sender sender = queue.sender();

        assertThat(queue.begin(sender)).as("one message of each channel").isEqualTo(2);
        Awaitility.await().until(() -> queue.isDelivered(other));
        assertThat(queue.begin(sender))
                .as("the channel has a message under way")
                .isZero();

        assertThat(queue.row(first).getInteger("attempt")).isEqualTo(1);
        assertThat(queue.row(second).getInteger("attempt")).isZero();
        hanging.stop();
        Awaitility.await().until(() -> queue.row(first).getOffsetDateTime("claimed_until") == null);
        queue.data().sql("DELETE FROM channels WHERE id = $1", stuck);
    }

    @Test
    void isGivenUpAfterItsTimeAndCanBeSentAgainByHand() {
        status.set(404);
        UUID message = queue.message(channel(), queue.episode(), "first", Duration.ZERO);
        Sender sender = queue.sender();
        queue.later(Duration.ofHours(23));
        assertThat(queue.send(sender)).isEqualTo(1);
        assertThat(queue.row(message).getOffsetDateTime("given_up_at")).isNull();
        queue.later(Duration.ofMinutes(59).plusSeconds(55));
        assertThat(queue.send(sender)).isEqualTo(1);
        assertThat(queue.row(message).getOffsetDateTime("given_up_at")).isNotNull();
        queue.later(Duration.ofHours(2));
        assertThat(queue.send(sender)).as("no try follows").isZero();
        status.set(204);

        queue.data()
                .sql(
                        "UPDATE messages SET delivered_at = NULL, given_up_at = NULL, next_try_at = now() + $2::interval,"
                                + " give_up_at = now() + $2::interval + interval '24 hours' WHERE id = $1",
                        message,
                        queue.clock().interval());
        assertThat(queue.send(sender)).isEqualTo(1);

        assertThat(queue.isDelivered(message)).isTrue();
        assertThat(bodies).hasSize(3).containsOnly(bodies.get(0));
    }

    @Test
    void settingsThatAreWrongAreToldAndMayBeMended() {
        UUID channel = channel();
        UUID message = queue.message(channel, queue.episode(), "first", Duration.ZERO);
        Sender sender = queue.sender();
        queue.data().sql("UPDATE channels SET settings = settings - 'secret' WHERE id = $1", channel);
        assertThat(queue.send(sender)).isEqualTo(1);
        assertThat(failure(channel).getString("last_error"))
                .startsWith("the channel's settings are wrong: ")
                .contains("secret");
        queue.data()
                .sql(
                        "UPDATE channels SET settings = settings || $2 WHERE id = $1",
                        channel,
                        new JsonObject().put("secret", TestQueue.SECRET));
        queue.later(Duration.ofSeconds(10));

        assertThat(queue.send(sender)).isEqualTo(1);

        assertThat(queue.isDelivered(message)).isTrue();
    }

    @Test
    void theTimeFromAcceptanceIsMeasuredOnceForTheFirstMessage() {
        UUID channel = channel();
        UUID episode = queue.episode();
        UUID first = queue.message(channel, episode, "first", Duration.ZERO);
        UUID calm = queue.message(channel, episode, "calm", Duration.ZERO);
        Sender sender = queue.sender();
        long before = queue.meters.get("mesher.told").timer().count();
        assertThat(queue.send(sender)).isEqualTo(1);
        assertThat(queue.send(sender)).isEqualTo(1);
        assertThat(queue.isDelivered(first) && queue.isDelivered(calm)).isTrue();
        queue.data().sql("UPDATE messages SET delivered_at = NULL WHERE id = $1", first);
        assertThat(queue.send(sender)).isEqualTo(1);

        assertThat(queue.meters.get("mesher.told").timer().count()).isEqualTo(before + 1);
        assertThat(queue.meters
                        .get("mesher.deliveries")
                        .tags("kind", "webhook", "outcome", "delivered")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(3);
    }

    private UUID channel() {
        return queue.channel(Receiver.start(vertx, this::answer).port());
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            bodies.add(body.toString());
            Future<Void> unused = request.response().setStatusCode(status.get()).end();
        });
    }

    private static Row failure(UUID channel) {
        return queue.data()
                .sql("SELECT failing_since, last_error FROM channels WHERE id = $1", channel)
                .iterator()
                .next();
    }
}
