package dev.mesher.told.queue;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that this node may send now. Its settings hold secrets.
 *
 * @param channelKind as stored
 * @param attempt the number of this try, from 1
 * @param at when it was claimed, on PostgreSQL's clock
 * @param until the node has it until then. With the attempt it tells this claim from a later one
 * @param content what it says; null before its first try
 */
record ClaimedMessage(
        UUID id,
        String channelKind,
        JsonObject settings,
        int attempt,
        Instant at,
        OffsetDateTime until,
        @Nullable JsonObject content) {
    @Override
    public String toString() {
        return "ClaimedMessage[id=" + id + ", attempt=" + attempt + "]";
    }
}
