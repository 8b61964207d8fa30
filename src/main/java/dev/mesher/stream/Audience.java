package dev.mesher.stream;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The subscribers of one event loop. It sends messages in short slices with pauses between them, since the same loop
 * receives events. When there are more messages than time, subscribers lose messages and are told how many. Senders of
 * events are hardly delayed.
 */
final class Audience {
    private static final long SLICE_NANOS = Duration.ofMillis(3).toNanos();

    /** Messages of this period are sent to each client in one write. */
    private static final long GATHER_MILLIS = 15;

    private static final int MOST_INCOMING = 2_000;

    private final Vertx vertx;
    private final Map<UUID, Set<Subscriber>> byProject = new HashMap<>();
    private final ArrayDeque<StreamMessage> incoming = new ArrayDeque<>();
    private final ArrayDeque<Subscriber> ready = new ArrayDeque<>();
    private final Pace pace = new Pace();
    private boolean scheduled;
    private long dueNanos;
    private long lastSliceNanos =
            System.nanoTime() - Duration.ofMillis(GATHER_MILLIS).toNanos();

    Audience(Vertx vertx) {
        this.vertx = vertx;
    }

    void add(Subscriber subscriber) {
        boolean unused = byProject
                .computeIfAbsent(subscriber.project(), project -> new LinkedHashSet<>())
                .add(subscriber);
    }

    void remove(Subscriber subscriber) {
        Set<Subscriber> left = byProject.getOrDefault(subscriber.project(), Set.of());
        boolean unused = left.remove(subscriber);
        if (left.isEmpty()) {
            byProject.remove(subscriber.project());
        }
    }

    List<Subscriber> all() {
        List<Subscriber> all = new ArrayList<>();
        byProject.values().forEach(all::addAll);
        return all;
    }

    void receive(List<StreamMessage> messages) {
        for (StreamMessage message : messages) {
            if (byProject.containsKey(message.project())) {
                if (incoming.size() >= MOST_INCOMING) {
                    lose(incoming.remove());
                }
                incoming.add(message);
            }
        }
        schedule();
    }

    /** Enqueues a subscriber that has messages to flush. */
    void ready(Subscriber subscriber) {
        ready.add(subscriber);
        schedule();
    }

    private void lose(StreamMessage message) {
        StreamMessage lost = StreamMessage.lost(message.project(), 1);
        byProject.getOrDefault(message.project(), Set.of()).stream()
                .filter(subscriber -> subscriber.wants(message))
                .forEach(subscriber -> subscriber.offer(lost));
    }

    /**
     * Schedules the next slice: at once after a quiet period, or else when {@link #GATHER_MILLIS} have passed since the
     * last slice.
     */
    private void schedule() {
        if (!scheduled && !(incoming.isEmpty() && ready.isEmpty())) {
            long quietMillis =
                    Duration.ofNanos(System.nanoTime() - lastSliceNanos).toMillis();
            later(Math.max(1, GATHER_MILLIS - quietMillis));
        }
    }

    private void later(long millis) {
        scheduled = true;
        dueNanos = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        long unused = vertx.setTimer(millis, timer -> slice());
    }

    private void slice() {
        long start = System.nanoTime();
        pace.woke(start - dueNanos);
        while (!incoming.isEmpty() && System.nanoTime() - start < SLICE_NANOS / 2) {
            StreamMessage message = incoming.remove();
            byProject.getOrDefault(message.project(), Set.of()).forEach(subscriber -> subscriber.offer(message));
        }
        while (!ready.isEmpty() && System.nanoTime() - start < SLICE_NANOS) {
            ready.remove().flush();
        }
        scheduled = false;
        lastSliceNanos = System.nanoTime();
        if (!incoming.isEmpty() || !ready.isEmpty()) {
            later(pace.restMillis());
        }
    }
}
