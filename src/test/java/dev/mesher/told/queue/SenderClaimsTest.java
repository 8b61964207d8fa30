package dev.mesher.told.queue;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.CuttableLink;
import dev.mesher.testing.TestDatabase;
import dev.mesher.told.channel.MessageBody;
import dev.mesher.told.send.Outcome;
import dev.mesher.told.send.Receiver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who sends a message, when there are several nodes, and when one of them or PostgreSQL goes away. */
final class SenderClaimsTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestQueue queue = new TestQueue(vertx);
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        queue.close();
        await(vertx.close());
    }

    @Test
    void anotherNodeTakesOverTheSameMessageOnceTheClaimHasRunOut() {
        UUID channel = queue.channel(receiver());
        UUID message = queue.message(channel, queue.episode(), "first", Duration.ZERO);
        MessageStore died = new MessageStore(queue.data().database().pool(), queue.clock());
        ClaimedMessage lost = await(died.claim(16)).get(0);
        JsonObject content = new JsonObject().put("id", message.toString());
        SenderParts parts = queue.parts(queue.data().database());
        JsonObject fixed = await(parts.contents().make(message, lost.at()))
                .map(made -> MessageBody.json(made.message()))
                .orElseThrow();
        assertThat(await(died.fix(lost, fixed, 1L))).isTrue();
        assertThat(queue.begin(queue.sender())).as("claimed by another node").isZero();
        queue.later(MessageStore.CLAIM);

        assertThat(queue.send(queue.sender())).isEqualTo(1);

        assertThat(queue.isDelivered(message)).isTrue();
        assertThat(bodies).singleElement().satisfies(body -> assertThat(new JsonObject(body))
                .isEqualTo(new JsonObject(fixed.encode())));
        assertThat(await(died.fix(lost, content, 2L))).as("too late").isFalse();
        assertThat(await(
                        parts.deliveries().settle(lost, Outcome.failed("late"), Duration.ZERO, Duration.ofSeconds(10))))
                .as("too late")
                .isEmpty();
        assertThat(queue.number("SELECT count(*) FROM deliveries WHERE error = 'late'"))
                .isZero();
    }

    @Test
    void postgresThatGoesAwayWhileAMessageIsSentCostsNoSecondMessage() {
        URI uri = URI.create(queue.data().uri());
        CuttableLink link = new CuttableLink(vertx, uri.getPort());
        TestDatabase far = new TestDatabase(vertx, "postgres://postgres@127.0.0.1:" + link.port() + uri.getPath());
        Receiver receiver = Receiver.start(vertx, request -> request.body().onSuccess(body -> {
            bodies.add(body.toString());
            vertx.<Void>executeBlocking(() -> {
                        link.down();
                        return null;
                    })
                    .onComplete(down -> {
                        Future<Void> unused = request.response().end();
                    });
        }));
        UUID message = queue.message(queue.channel(receiver.port()), queue.episode(), "first", Duration.ZERO);

        assertThat(queue.begin(queue.sender(far.database()))).isEqualTo(1);
        Awaitility.await().until(() -> !bodies.isEmpty());
        assertThat(queue.isDelivered(message)).isFalse();
        link.up();

        Awaitility.await().until(() -> queue.isDelivered(message));
        assertThat(bodies).hasSize(1);
        assertThat(queue.number("SELECT count(*) FROM deliveries WHERE error IS NULL"))
                .isEqualTo(1);
        far.close();
    }

    @Test
    void threeNodesSendEachMessageOnceAndNoTwoOfAChannelAtATime() {
        Queue<String> together = new ConcurrentLinkedQueue<>();
        List<UUID> messages = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            AtomicInteger open = new AtomicInteger();
            Receiver receiver = Receiver.start(vertx, request -> request.body().onSuccess(body -> {
                if (open.incrementAndGet() > 1) {
                    together.add(body.toString());
                }
                bodies.add(new JsonObject(body).getString("id"));
                vertx.setTimer(2, later -> {
                    open.decrementAndGet();
                    Future<Void> unused = request.response().end();
                });
            }));
            UUID id = queue.channel(receiver.port());
            for (int each = 0; each < 6; each++) {
                messages.add(queue.message(id, queue.episode(), "first", Duration.ZERO));
            }
        }
        List<Sender> nodes = List.of(queue.sender(), queue.sender(), queue.sender());

        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
            nodes.forEach(queue::begin);
            return queue.number("SELECT count(*) FROM messages WHERE delivered_at IS NULL") == 0;
        });

        assertThat(bodies)
                .hasSize(18)
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream().map(UUID::toString).toList());
        assertThat(together).isEmpty();
    }

    @Test
    void aReceiverHearsOfAnEpisodeInItsOrder() {
        AtomicInteger status = new AtomicInteger(500);
        Receiver receiver = Receiver.start(vertx, request -> request.body().onSuccess(body -> {
            bodies.add(new JsonObject(body).getString("kind"));
            Future<Void> unused = request.response().setStatusCode(status.get()).end();
        }));
        UUID channel = queue.channel(receiver.port());
        UUID episode = queue.episode();
        Sender sender = queue.sender();
        UUID first = queue.message(channel, episode, "first", Duration.ZERO);
        UUID digest = queue.message(channel, episode, "digest", Duration.ofHours(1));
        queue.message(channel, episode, "acknowledged", Duration.ZERO);
        queue.message(channel, queue.episode(), "first", Duration.ZERO);
        assertThat(queue.send(sender)).isEqualTo(1);
        assertThat(queue.send(sender)).as("another episode does not wait").isEqualTo(1);
        assertThat(queue.send(sender))
                .as("the first message is to be tried again")
                .isZero();
        status.set(200);
        queue.later(Duration.ofSeconds(10));

        while (queue.send(sender) > 0) {
            assertThat(bodies).hasSizeLessThan(9);
        }

        assertThat(queue.isDelivered(first)).isTrue();
        assertThat(queue.row(digest).getInteger("attempt"))
                .as("not due, and holds nothing up")
                .isZero();
        assertThat(bodies).hasSize(5).containsSubsequence("first", "first", "first", "acknowledged");
    }

    @Test
    void aDigestWhoseAlertsAreAllResolvedIsNotSent() {
        UUID channel = queue.channel(receiver());
        UUID episode = queue.episode();
        Sender sender = queue.sender();
        queue.message(channel, episode, "first", Duration.ZERO);
        assertThat(queue.send(sender)).isEqualTo(1);
        UUID digest = queue.message(channel, episode, "digest", Duration.ZERO);
        queue.alert(episode, "resolved before it is told");
        queue.data().sql("UPDATE alerts SET status = 'resolved' WHERE episode_id = $1", episode);

        assertThat(queue.send(sender)).isEqualTo(1);

        Awaitility.await().until(() -> queue.number("SELECT count(*) FROM messages WHERE id = $1", digest) == 0);
        assertThat(bodies).hasSize(1);
    }

    private int receiver() {
        return Receiver.start(vertx, request -> request.body().onSuccess(body -> {
                    bodies.add(body.toString());
                    Future<Void> unused = request.response().end();
                }))
                .port();
    }
}
