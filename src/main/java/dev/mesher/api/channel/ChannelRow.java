package dev.mesher.api.channel;

import dev.mesher.api.endpoint.JsonColumn;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import dev.mesher.told.channel.Channel;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** Reads a channel from a row. Settings that another tool wrote may be none that Mesher can use. */
final class ChannelRow {
    private ChannelRow() {}

    /** What is shown of a channel: all but its secrets. */
    static JsonObject json(Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("kind", row.getString("kind"))
                .put("name", row.getString("name"))
                .put("settings", channel(row).map(Channel::shown).orElseGet(JsonObject::new))
                .put("created_at", Times.text(row.getOffsetDateTime("created_at")))
                .put("failing_since", Times.textOrNull(row.getOffsetDateTime("failing_since")))
                .put("last_error", row.getString("last_error"))
                .put("rules", row.getLong("rules"));
    }

    /** The channel of the columns {@code kind} and {@code settings}. Empty when they cannot be used. */
    static Optional<Channel> channel(Row row) {
        try {
            return JsonColumn.of(row, "settings") instanceof JsonObject settings
                    ? Optional.of(Channel.of(row.getString("kind"), settings))
                    : Optional.empty();
        } catch (Refusal unusable) {
            return Optional.empty();
        }
    }
}
