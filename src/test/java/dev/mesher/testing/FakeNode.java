package dev.mesher.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Stands in for a node where a test needs one that misbehaves: it does with each event what the test says. */
public final class FakeNode implements AutoCloseable {
    private static final String PROJECT = "/api/v1/projects/default/";

    /** What happens to one event. */
    public enum Reaction {
        ACCEPT,
        ACCEPT_WITHOUT_STORING,
        ACCEPT_AND_STORE_TWICE,
        /** Accepted without an issue, and stored once the count has been asked for. */
        JOURNAL,
        SAMPLE,
        RATE_LIMIT,
        NO_ROOM,
        UNAUTHORIZED,
        STORE_AND_BREAK_OFF,
        BREAK_OFF,
        /** Never answered. */
        IGNORE,
        /** Answered late, and so is all that comes before that. */
        STALL
    }

    private static final long STALL_MS = 300;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final IntFunction<Reaction> reactions;
    private final AtomicInteger received = new AtomicInteger();
    private final Queue<String> stored = new ConcurrentLinkedQueue<>();
    private final Queue<String> journalled = new ConcurrentLinkedQueue<>();
    private final List<Runnable> held = new CopyOnWriteArrayList<>();
    private volatile boolean stalled;
    private volatile int countStatus = 200;
    private volatile boolean forgetsIssues;

    /** Listens on a free port; {@code reactions} is asked with the number of the event, from 0. */
    public FakeNode(IntFunction<Reaction> reactions) {
        this.reactions = reactions;
        this.server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .await();
    }

    public static FakeNode that(Reaction always) {
        return new FakeNode(number -> always);
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public int received() {
        return received.get();
    }

    /** What the count's route answers with, instead of 200. */
    public FakeNode countAnswers(int status) {
        countStatus = status;
        return this;
    }

    /** Leaves the list of issues empty. */
    public FakeNode forgetsIssues() {
        forgetsIssues = true;
        return this;
    }

    @Override
    public void close() {
        Void unused = vertx.close().await();
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/api/v1/events") && request.method().equals(HttpMethod.POST)) {
            request.body().onSuccess(body -> ingest(request, body)).onFailure(gone -> {});
        } else if (path.equals(PROJECT + "events/count")) {
            answer(request, countStatus, count());
            stored.addAll(journalled);
            journalled.clear();
        } else if (path.equals(PROJECT + "settings")) {
            answer(request, 200, new JsonObject().put("retention_days", 90).put("sample_rate", 1.0));
        } else if (path.equals(PROJECT + "storage")) {
            answer(request, 200, new JsonObject().put("event_count", stored.size()));
        } else if (path.equals(PROJECT + "issues")) {
            JsonArray issues = forgetsIssues ? new JsonArray() : new JsonArray().add(new JsonObject().put("id", "i1"));
            answer(request, 200, new JsonObject().put("data", issues));
        } else if (path.startsWith("/api/v1/events/")) {
            JsonObject event = new JsonObject()
                    .put("id", path.substring("/api/v1/events/".length()))
                    .put("message", "README smoke event");
            answer(request, 200, new JsonObject().put("event", event));
        } else {
            answer(request, 404, new JsonObject().put("error", "not found"));
        }
    }

    private JsonObject count() {
        return new JsonObject()
                .put("count", stored.size())
                .put("distinct_event_ids", new HashSet<>(stored).size())
                .put("error", "as told");
    }

    private void ingest(HttpServerRequest request, Buffer body) {
        Reaction reaction = reactions.apply(received.getAndIncrement());
        String id = body.toJsonObject().getString("event_id", UUID.randomUUID().toString());
        switch (reaction) {
            case ACCEPT_AND_STORE_TWICE -> stored.addAll(List.of(id, id));
            case ACCEPT, STORE_AND_BREAK_OFF, STALL -> stored.add(id);
            case JOURNAL -> journalled.add(id);
            default -> {}
        }
        if (reaction == Reaction.STALL && !stalled) {
            stalled = true;
            long unused = vertx.setTimer(STALL_MS, over -> {
                stalled = false;
                held.forEach(Runnable::run);
                held.clear();
            });
        }
        if (stalled) {
            held.add(() -> answer(request, reaction));
        } else {
            answer(request, reaction);
        }
    }

    private static void answer(HttpServerRequest request, Reaction reaction) {
        switch (reaction) {
            case RATE_LIMIT -> answer(request, 429, new JsonObject().put("error", "rate limited"));
            case NO_ROOM -> answer(request, 503, new JsonObject().put("error", "no room"));
            case UNAUTHORIZED -> answer(request, 401, new JsonObject().put("error", "unauthorized"));
            case STORE_AND_BREAK_OFF, BREAK_OFF -> request.connection().close().onComplete(closed -> {});
            case IGNORE -> {}
            case SAMPLE -> answer(request, 202, new JsonObject().put("status", "sampled"));
            default ->
                answer(
                        request,
                        202,
                        new JsonObject()
                                .put("status", "accepted")
                                .put("id", UUID.randomUUID().toString())
                                .put("issue_id", reaction == Reaction.JOURNAL ? null : "i1"));
        }
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer())
                .onComplete(sent -> {});
    }
}
