package dev.mesher.told.queue;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import dev.mesher.told.channel.Channel;
import dev.mesher.told.channel.Message;
import dev.mesher.told.channel.MessageBody;
import dev.mesher.told.content.MessageContents;
import dev.mesher.told.queue.DeliveryStore.Settled;
import dev.mesher.told.send.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try to send a claimed message: fixes what it says, sends it, and stores how that ended. */
final class DeliveryTry {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryTry.class);
    private static final long AGAIN_MILLIS = 1_000;

    /** Together shorter than a claim. */
    private static final int MOST_STORES = 20;

    private static final String UNKNOWN_KIND = "unknown";

    private final Vertx vertx;
    private final SenderParts parts;
    private final ClaimedMessage claimed;
    private final long startedAt = System.nanoTime();
    private String kind = UNKNOWN_KIND;

    DeliveryTry(Vertx vertx, SenderParts parts, ClaimedMessage claimed) {
        this.vertx = vertx;
        this.parts = parts;
        this.claimed = claimed;
    }

    /** Completes when the end of the try is stored, or somebody else has the message. Never fails. */
    Future<Void> run() {
        return content()
                .compose(content ->
                        content.map(json -> send(json).compose(this::settle)).orElseGet(Future::succeededFuture))
                .recover(failed -> {
                    if (SqlFailure.unavailable(failed) || SqlFailure.retryable(failed)) {
                        return Future.failedFuture(failed);
                    }
                    LOG.error("message {} cannot be made, trying again later", claimed.id(), failed);
                    return settle(Outcome.failed(
                            "the message cannot be made: " + failed.getClass().getSimpleName()));
                })
                .otherwise(away -> {
                    LOG.debug("message {} is tried again once its claim has run out", claimed.id(), away);
                    return null;
                });
    }

    /** What the message says. Empty when there is nothing to send, or somebody else has the message. */
    private Future<Optional<JsonObject>> content() {
        JsonObject fixed = claimed.content();
        if (fixed != null) {
            return Future.succeededFuture(Optional.of(fixed));
        }
        return parts.contents().make(claimed.id(), claimed.at()).compose(made -> {
            if (made.isEmpty()) {
                return parts.messages().remove(claimed).map(Optional.empty());
            }
            MessageContents.Made content = made.get();
            JsonObject json = MessageBody.json(content.message());
            return parts.messages()
                    .fix(claimed, json, content.lastAlert())
                    .map(isOurs -> isOurs ? Optional.of(json) : Optional.empty());
        });
    }

    private Future<Outcome> send(JsonObject content) {
        try {
            Channel channel = Channel.of(claimed.channelKind(), claimed.settings());
            kind = channel.kind();
            Message message = MessageBody.message(content);
            return parts.transports().send(channel.outbound(message, claimed.at()));
        } catch (Refusal wrongSettings) {
            return Future.succeededFuture(
                    Outcome.failed("the channel's settings are wrong: " + wrongSettings.getMessage()));
        } catch (RuntimeException failed) {
            return Future.failedFuture(failed);
        }
    }

    private Future<Void> settle(Outcome outcome) {
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
        Duration wait = parts.times().after(claimed.attempt(), outcome.retryAfter());
        return store(outcome, took, wait, 1).map(settled -> {
            settled.ifPresent(stored -> parts.meters().count(kind, outcome.isDelivered(), stored));
            return null;
        });
    }

    /** Tries again while PostgreSQL is away and the claim lasts, since what is not stored is sent a second time. */
    private Future<Optional<Settled>> store(Outcome outcome, Duration took, Duration wait, int times) {
        return parts.deliveries().settle(claimed, outcome, took, wait).recover(failed -> {
            if (times >= MOST_STORES || !(SqlFailure.unavailable(failed) || SqlFailure.retryable(failed))) {
                return Future.failedFuture(failed);
            }
            return vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(again -> store(outcome, took, wait, times + 1));
        });
    }
}
