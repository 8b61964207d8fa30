package dev.mesher.cli.remote;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Single calls to a node, for checks and reading. Not for load. */
public final class NodeApi {
    private static final long TIMEOUT_MS = 30_000;

    private final Context context;
    private final HttpClient client;
    private final RemoteNode target;

    public NodeApi(Vertx vertx, RemoteNode target) {
        this.context = vertx.getOrCreateContext();
        this.target = target;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(target.url().host())
                .setDefaultPort(target.url().port())
                .setSsl(target.url().ssl())
                // Calls are rare. A kept connection would only be broken by a restart of the node.
                .setKeepAlive(false)
                .setConnectTimeout(5_000));
    }

    /**
     * The answer to a call, whatever its status.
     *
     * @param json null when the body is not a JSON object
     */
    public record Answer(int status, @Nullable JsonObject json) {

        /**
         * The JSON object of an answer with the expected status. Otherwise fails with the status and the node's
         * message.
         */
        public JsonObject expect(int expected) {
            if (status == expected && json != null) {
                return json;
            }
            String said = json == null ? "no JSON object" : json.getString("error", "an unexpected answer");
            throw new IllegalStateException("answered " + status + " (" + said + ")");
        }
    }

    /** Sends a GET to the management API. */
    public Future<Answer> get(String path) {
        return send(authorized(request(HttpMethod.GET, path)), Buffer.buffer());
    }

    /** Sends a POST to the management API. */
    public Future<Answer> post(String path, JsonObject body) {
        return send(authorized(request(HttpMethod.POST, path)), body.toBuffer());
    }

    /** Sends one event to the ingest endpoint. */
    public Future<Answer> ingest(Buffer event) {
        return send(
                request(HttpMethod.POST, "/api/v1/events")
                        .putHeader("Content-Type", "application/json")
                        .putHeader("x-sentry-auth", target.key()),
                event);
    }

    private RequestOptions authorized(RequestOptions request) {
        return target.token() == null ? request : request.putHeader("Authorization", "Bearer " + target.token());
    }

    private RequestOptions request(HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setURI(target.url().prefix() + path)
                .setIdleTimeout(TIMEOUT_MS);
    }

    /**
     * Sends on an event loop, whatever thread calls. From another thread, the body of a quick answer could arrive
     * before its handler is set.
     */
    private Future<Answer> send(RequestOptions options, Buffer body) {
        Promise<Answer> answer = Promise.promise();
        context.runOnContext(go -> sendHere(options, body).onComplete(answer));
        return answer.future();
    }

    private Future<Answer> sendHere(RequestOptions options, Buffer body) {
        return client.request(options)
                .compose(request -> HttpMethod.GET.equals(options.getMethod()) ? request.send() : request.send(body))
                .compose(response -> response.body().map(bytes -> new Answer(response.statusCode(), object(bytes))));
    }

    private static @Nullable JsonObject object(Buffer bytes) {
        try {
            return bytes.toJsonObject();
        } catch (DecodeException | ClassCastException other) {
            return null;
        }
    }
}
