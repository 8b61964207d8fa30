package dev.mesher.stream;

import dev.mesher.event.Level;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A message of the stream, encoded once and shared by all its receivers. Immutable except for the number of queues that
 * hold it.
 */
final class StreamMessage {
    private final UUID project;
    private final @Nullable Level level;
    private final @Nullable String environment;
    private final boolean recount;
    private final long lost;
    private final byte[] json;
    private final long receivedMillis;
    private final Predicate<StreamView> followers;
    private final AtomicInteger holders = new AtomicInteger();

    private StreamMessage(
            UUID project,
            @Nullable Level level,
            @Nullable String environment,
            boolean recount,
            long lost,
            byte[] json,
            long receivedMillis,
            Predicate<StreamView> followers) {
        this.project = project;
        this.level = level;
        this.environment = environment;
        this.recount = recount;
        this.lost = lost;
        this.json = json;
        this.receivedMillis = receivedMillis;
        this.followers = followers;
    }

    /**
     * A message about an event.
     *
     * @param recount whether the number of the project's unresolved issues may have changed
     * @param receivedMillis when the event was received, in milliseconds since 1970
     */
    static StreamMessage event(
            UUID project,
            Level level,
            @Nullable String environment,
            boolean recount,
            byte[] json,
            long receivedMillis) {
        return new StreamMessage(
                project, level, environment, recount, 0, json, receivedMillis, StreamView.EVENTS::equals);
    }

    /** A message for every subscriber of the project, whatever its filter. */
    static StreamMessage notice(UUID project, boolean recount, byte[] json) {
        return new StreamMessage(project, null, null, recount, 0, json, 0, view -> true);
    }

    /** Rows of issues, for those who follow exactly {@code view}. */
    static StreamMessage rows(UUID project, StreamView view, byte[] json) {
        return new StreamMessage(project, null, null, false, 0, json, 0, view::equals);
    }

    /** The project's rate of events, for all who follow rows. */
    static StreamMessage rate(UUID project, byte[] json) {
        return new StreamMessage(project, null, null, false, 0, json, 0, StreamView::showsRows);
    }

    /** Stands for messages that were lost on their way to this node. Its subscribers are told the number. */
    static StreamMessage lost(UUID project, long count) {
        return new StreamMessage(project, null, null, false, count, new byte[0], 0, view -> true);
    }

    UUID project() {
        return project;
    }

    /** The level of the event; null when the message is not about an event. */
    @Nullable
    Level level() {
        return level;
    }

    @Nullable
    String environment() {
        return environment;
    }

    boolean recount() {
        return recount;
    }

    /** The number of lost messages that this stands for; 0 for a real message. */
    long lost() {
        return lost;
    }

    /** Whether the message is for those who follow this. */
    boolean isFor(StreamView view) {
        return followers.test(view);
    }

    /** The JSON in UTF-8. Must not be modified. */
    byte[] json() {
        return json;
    }

    /** When the event was received, in milliseconds since 1970; 0 when the message is not about an event. */
    long receivedMillis() {
        return receivedMillis;
    }

    /** Counts one more queue that holds the message. True for the first one. */
    boolean hold() {
        return holders.getAndIncrement() == 0;
    }

    /** Counts one queue less. True for the last one. */
    boolean letGo() {
        return holders.decrementAndGet() == 0;
    }
}
