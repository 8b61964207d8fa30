package dev.mesher.testing;

import dev.mesher.testing.EventClient.Answer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Clients that send one event after the other, each until it gets another answer than 202, none, or one with {@code
 * Connection: close}. Each event has a number of its own.
 */
public final class EventLoad {
    private final AtomicInteger next;
    private final Map<Integer, UUID> acknowledged = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Void>> ended = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Answer> refusals = new ConcurrentLinkedQueue<>();

    private EventLoad(int first) {
        this.next = new AtomicInteger(first);
    }

    /**
     * Starts a load.
     *
     * @param first the first event's number
     */
    public static EventLoad start(EventClient client, int clients, int first) {
        EventLoad load = new EventLoad(first);
        IntStream.range(0, clients).forEach(i -> {
            CompletableFuture<Void> end = new CompletableFuture<>();
            load.ended.add(end);
            load.send(client, end);
        });
        return load;
    }

    /** The n-th event: every second one has an {@code event_id}, every tenth opens an issue. */
    public static JsonObject event(int number) {
        JsonObject event = new JsonObject()
                .put("message", "load")
                .put("fingerprint", number % 10 == 0 ? "own " + number : "shared " + number % 7)
                .put("tags", new JsonObject().put("number", number));
        return number % 2 == 0 ? event : event.put("event_id", eventId(number).toString());
    }

    public static UUID eventId(int number) {
        return new UUID(0x4000L, number);
    }

    /** The number that the next event would have. */
    public int next() {
        return next.get();
    }

    /** The server's ids of the events that were answered with a 202, by their numbers. */
    public Map<Integer, UUID> acknowledged() {
        return acknowledged;
    }

    /** Waits for the last client, then tells what ended them without an answer. */
    public List<Throwable> failures() {
        ended.forEach(CompletableFuture::join);
        return List.copyOf(failures);
    }

    /** Waits for the last client, then tells what ended them with another answer. */
    public List<Answer> refusals() {
        ended.forEach(CompletableFuture::join);
        return List.copyOf(refusals);
    }

    private void send(EventClient client, CompletableFuture<Void> end) {
        int number = next.getAndIncrement();
        CompletableFuture<Void> unused = client.eventLater(event(number)).handle((answer, failure) -> {
            if (failure != null) {
                failures.add(failure.getCause() == null ? failure : failure.getCause());
            } else if (answer.status() != 202) {
                refusals.add(answer);
            } else {
                acknowledged.put(number, UUID.fromString(answer.text("id")));
                if (answer.header("connection").filter("close"::equals).isEmpty()) {
                    send(client, end);
                    return null;
                }
            }
            end.complete(null);
            return null;
        });
    }
}
