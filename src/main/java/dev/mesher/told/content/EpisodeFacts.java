package dev.mesher.told.content;

import dev.mesher.told.channel.Message;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message of an episode before its alerts are read.
 *
 * @param projectNumber as in the dashboard's addresses
 * @param alertCount of the whole episode
 * @param saidBy who acknowledged or resolved; null for other kinds
 * @param told the number of the last alert that the channel was told of in this episode; 0 before its first message
 * @param toldAt when that message was made; null before the first
 * @param newest the number of the episode's newest alert; 0 when it has none any more
 * @param linkKey signs the link that acknowledges the episode
 */
record EpisodeFacts(
        UUID message,
        Message.Kind kind,
        UUID channel,
        UUID episode,
        Instant startedAt,
        long alertCount,
        Named rule,
        Named project,
        long projectNumber,
        @Nullable String saidBy,
        long told,
        @Nullable Instant toldAt,
        long newest,
        Buffer linkKey) {
    /** Something with an id and a name. */
    record Named(UUID id, String name) {}

    @Override
    public String toString() {
        return "EpisodeFacts[message=" + message + "]";
    }
}
