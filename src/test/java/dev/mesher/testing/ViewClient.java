package dev.mesher.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A client of the live stream on the port of the pages that follows rows, and knows them as a page does. Blocking. */
public final class ViewClient implements AutoCloseable {
    private static final String PATH = "/api/v1/projects/default/stream";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final StreamClient stream;
    private final Map<String, JsonObject> rows = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Map<String, Integer> types = new HashMap<>();
    private long dropped;

    /** Follows the issues of the seeded project. */
    public ViewClient(TestNode node) {
        this(node, new JsonObject().put("view", "issues"));
    }

    public ViewClient(TestNode node, JsonObject view) {
        this(node, PATH, view);
    }

    public ViewClient(TestNode node, String path, JsonObject view) {
        stream = node.watchPage(path);
        send(view);
    }

    /** Asks for another view, and waits for the answer. */
    public void send(JsonObject view) {
        stream.send(view.encode());
        String answered = next("view_updated").getString("view");
        if (!answered.equals(view.getString("view"))) {
            throw new AssertionError("got the view " + answered);
        }
        types.clear();
    }

    public WebSocket socket() {
        return stream.socket();
    }

    /** Takes messages until {@code done}. */
    public void until(BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it never came; there came " + types);
            }
            take();
        }
    }

    /** The next message of the type. */
    public JsonObject next(String type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonObject message = take();
        while (!message.getString("type").equals(type)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("no " + type + " came");
            }
            message = take();
        }
        return message;
    }

    /** The row of the issue once it counts that many events. */
    public JsonObject rowWith(String issue, int events) {
        until(() -> row(issue).getInteger("event_count", 0) == events);
        return row(issue);
    }

    /** The last row of the issue. Empty when none came. */
    public JsonObject row(String issue) {
        return rows.getOrDefault(issue, new JsonObject());
    }

    public Set<String> gone() {
        return gone;
    }

    /** The types of the messages since the last view. */
    public Set<String> types() {
        return types.keySet();
    }

    /** How many messages with rows came since the last view. */
    public int messagesOfRows() {
        return count("issues");
    }

    public int count(String type) {
        return types.getOrDefault(type, 0);
    }

    public long dropped() {
        return dropped;
    }

    @CanIgnoreReturnValue
    private JsonObject take() {
        JsonObject message = new JsonObject(stream.next());
        types.merge(message.getString("type"), 1, Integer::sum);
        if (message.getString("type").equals("issues") && message.containsKey("issues")) {
            message.getJsonArray("issues")
                    .forEach(row -> rows.put(((JsonObject) row).getString("id"), (JsonObject) row));
            message.getJsonArray("gone").forEach(id -> gone.add((String) id));
        } else if (message.getString("type").equals("dropped")) {
            dropped += message.getLong("count");
        }
        return message;
    }

    @Override
    public void close() {
        stream.close();
    }
}
