package dev.mesher.stream;

import dev.mesher.event.Level;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A message, encoded once and shared by all who get it. Immutable, but for the count of those who hold it. */
final class StreamMessage {
    private final UUID project;
    private final @Nullable Level level;
    private final @Nullable String environment;
    private final boolean recount;
    private final long lost;
    private final byte[] json;
    private final AtomicInteger holders = new AtomicInteger();

    private StreamMessage(
            UUID project,
            @Nullable Level level,
            @Nullable String environment,
            boolean recount,
            long lost,
            byte[] json) {
        this.project = project;
        this.level = level;
        this.environment = environment;
        this.recount = recount;
        this.lost = lost;
        this.json = json;
    }

    /**
     * An event.
     *
     * @param recount the count of the project's unresolved issues may be another now
     */
    static StreamMessage event(UUID project, Level level, @Nullable String environment, boolean recount, byte[] json) {
        return new StreamMessage(project, level, environment, recount, 0, json);
    }

    /** What every subscriber of the project gets, whatever its filter. */
    static StreamMessage notice(UUID project, boolean recount, byte[] json) {
        return new StreamMessage(project, null, null, recount, 0, json);
    }

    /** Stands for messages that did not get as far as this node: its subscribers are told how many. */
    static StreamMessage lost(UUID project, long count) {
        return new StreamMessage(project, null, null, false, count, new byte[0]);
    }

    UUID project() {
        return project;
    }

    /** Null for what is no event. */
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

    /** 0 for a real message. */
    long lost() {
        return lost;
    }

    /** UTF-8; must not be modified. */
    byte[] json() {
        return json;
    }

    /** True for the first one who holds it. */
    boolean hold() {
        return holders.getAndIncrement() == 0;
    }

    /** True for the last one who held it. */
    boolean letGo() {
        return holders.decrementAndGet() == 0;
    }
}
