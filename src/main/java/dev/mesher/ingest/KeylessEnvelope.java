package dev.mesher.ingest;

import dev.mesher.decode.Inflate;
import dev.mesher.decode.sentry.EnvelopeHead;
import dev.mesher.event.Project;
import dev.mesher.event.Refusal;
import dev.mesher.http.Body;
import dev.mesher.http.BodyPace;
import dev.mesher.http.InFlight;
import dev.mesher.http.Room;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * An envelope whose key is only in its own header, as a page's tunnel sends it. Only the beginning of the body is read
 * until the key is known, and it counts in the share of clients without a known key. The rest counts in the project's
 * share.
 */
final class KeylessEnvelope {
    private final Vertx vertx;
    private final Door door;
    private final Decoding decoding;

    KeylessEnvelope(Vertx vertx, Door door, Decoding decoding) {
        this.vertx = vertx;
        this.door = door;
        this.decoding = decoding;
    }

    /**
     * Reads the body and passes it to {@code stage} together with its sender. Fails with a {@link Refusal}. It is a 401
     * for an unknown key, before the rest of the body has arrived.
     */
    Future<SentryTaken> take(HttpServerRequest request, SentryRequest stranger, int limit, SentryRoutes.Stage stage) {
        if (Body.announced(request) > limit) {
            return Future.failedFuture(Refusal.tooLarge("body larger than " + limit + " bytes"));
        }
        Body body = new Body(vertx, request, stranger.lease(), BodyPace.STRANGER);
        String encoding = stranger.head().encoding();
        return body.head(EnvelopeHead.BYTES, Inflate.isIdentity(encoding))
                .compose(head -> decoding.small(encoding, () -> EnvelopeHead.dsnKey(head, encoding, body.isWhole())))
                .compose(key -> admitted(stranger, key, body))
                .compose(project -> {
                    Room room = new Room(door.inFlight(), project.id(), Patience.MILLIS);
                    return moved(stranger.lease(), door.inFlight().project(project.id()), room)
                            .compose(moved -> body.known(limit, BodyPace.KNOWN, room))
                            .compose(whole -> stage.run(stranger.of(project), whole));
                });
    }

    private Future<Project> admitted(SentryRequest stranger, @Nullable String key, Body body) {
        Project project =
                SentryRequest.checked(door.project(key), stranger.head().number());
        if (!body.isWhole()) {
            // A complete envelope is not refused here, since it may have no items that are charged.
            door.rateLimits().checkDoor(project.id());
        }
        return Future.succeededFuture(project);
    }

    private Future<Void> moved(InFlight.Lease lease, InFlight.Share share, Room room) {
        return lease.tryMoveTo(share) ? Future.succeededFuture() : room.await(vertx, () -> lease.tryMoveTo(share));
    }
}
