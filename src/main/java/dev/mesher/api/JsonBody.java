package dev.mesher.api;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The small JSON object that a management request may carry, whatever its content type says. */
final class JsonBody {
    static final int MAX_BYTES = 64 * 1024;

    private JsonBody() {}

    /** An empty body is an empty object. Refuses one that is too large, encoded, not JSON or not an object. */
    static Future<JsonObject> read(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Future.failedFuture(Refusal.unsupportedEncoding(encoding));
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(broken -> whole.tryFail(Refusal.malformed("body was not sent whole")))
                .handler(chunk -> {
                    if (body.length() + chunk.length() <= MAX_BYTES) {
                        body.appendBuffer(chunk);
                    } else {
                        whole.tryFail(Refusal.tooLarge("the body is larger than " + MAX_BYTES + " bytes"));
                    }
                })
                .endHandler(end -> whole.tryComplete(body));
        return whole.future().map(JsonBody::parse);
    }

    static JsonObject parse(Buffer body) {
        if (body.length() == 0) {
            return new JsonObject();
        }
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException broken) {
            throw Refusal.malformed("the body is not JSON");
        }
        throw Refusal.malformed("the body must be a JSON object");
    }
}
