package dev.mesher.api.endpoint;

import dev.mesher.event.Refusal;
import dev.mesher.http.Body;
import dev.mesher.http.BodyPace;
import dev.mesher.http.Held;
import dev.mesher.http.InFlight;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** Reads the small JSON object that a request to the management API may have, whatever its content type says. */
public final class JsonBody {
    /** Largest body of an authenticated caller. */
    public static final int MAX_BYTES = 64 * 1024;

    /** Largest JSON body of any other caller, who sends nothing but an e-mail address and a password. */
    static final int MAX_STRANGER_BYTES = 4 * 1024;

    private final Vertx vertx;
    private final InFlight inFlight;

    public JsonBody(Vertx vertx, InFlight inFlight) {
        this.vertx = vertx;
        this.inFlight = inFlight;
    }

    /**
     * Leaves the body unread until {@code lookup} is done, so that an unauthenticated client takes no memory beyond
     * what came with the headers.
     */
    <T> Future<T> leaveUnread(HttpServerRequest request, Supplier<Future<T>> lookup) {
        InFlight.Lease lease = inFlight.strangers().lease();
        try {
            lease.add(Held.UNREAD_BYTES);
        } catch (Refusal full) {
            return Future.failedFuture(full);
        }
        Held.pause(request);
        return lookup.get().onComplete(found -> lease.release());
    }

    /**
     * Reads the body. An empty body is an empty object. Refuses a body that is too large, too slow, compressed, not
     * JSON, or not an object.
     *
     * @param known whether the caller is authenticated
     */
    Future<JsonObject> read(HttpServerRequest request, boolean known) {
        return (known
                        ? bytes(request, inFlight.callers(), BodyPace.KNOWN, MAX_BYTES)
                        : bytes(request, inFlight.strangers(), BodyPace.STRANGER, MAX_STRANGER_BYTES))
                .map(JsonBody::parse);
    }

    /** Reads a stranger's body as it was sent. Refuses one that is larger than {@link #MAX_BYTES}, too slow or compressed. */
    Future<Buffer> readUnparsed(HttpServerRequest request) {
        return bytes(request, inFlight.strangers(), BodyPace.STRANGER, MAX_BYTES);
    }

    private Future<Buffer> bytes(HttpServerRequest request, InFlight.Share share, BodyPace pace, int most) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Future.failedFuture(Refusal.unsupportedEncoding(encoding));
        }
        InFlight.Lease lease = share.lease();
        return new Body(vertx, request, lease, pace)
                .whole(most)
                .map(Buffer::buffer)
                .onComplete(read -> lease.release());
    }

    static JsonObject parse(Buffer body) {
        if (body.length() == 0) {
            return new JsonObject();
        }
        Object value;
        try {
            value = Json.decodeValue(body);
        } catch (DecodeException broken) {
            throw Refusal.malformed("the body is not JSON");
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw Refusal.malformed("the body must be a JSON object");
    }
}
