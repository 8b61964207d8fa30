package dev.mesher.api.channel;

import dev.mesher.event.Refusal;
import dev.mesher.told.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The channels of an organisation. */
public final class ChannelStore {
    /** Takes the channel's id. */
    public static final String TARGET =
            "SELECT t.org_id AS org, NULL::uuid AS project, t.id FROM channels t WHERE t.id = $1";

    /** The most channels of an organisation. */
    static final int MOST = 50;

    /** Rules of a deleted project do not count, since they fire no more. */
    private static final String CHANNELS =
            """
            SELECT c.id, c.kind, c.name, c.settings, c.created_at, c.failing_since, c.last_error,
                   (SELECT count(*) FROM rule_channels l JOIN alert_rules r ON r.id = l.rule_id
                    JOIN projects p ON p.id = r.project_id AND p.deleted_at IS NULL
                    WHERE l.channel_id = c.id) AS rules
            FROM channels c WHERE c.""";

    static final String LIST = CHANNELS + "org_id = $1 ORDER BY c.created_at DESC, c.id DESC LIMIT " + MOST;

    private static final String CREATE =
            """
            INSERT INTO channels (org_id, kind, name, settings, created_by)
            SELECT $1, $2, $3, $4, $5::uuid WHERE (SELECT count(*) FROM channels WHERE org_id = $1) < $6
            RETURNING id""";

    /** A message may be queued for the channel at the same time: this lock does not hold it up. */
    private static final String LOCK = "SELECT kind, settings FROM channels WHERE id = $1 FOR NO KEY UPDATE";

    private final Pool pool;

    public ChannelStore(Pool pool) {
        this.pool = pool;
    }

    /** The channels, newest first, without their secrets. */
    Future<JsonArray> list(UUID organization) {
        return pool.preparedQuery(LIST).execute(Tuple.of(organization)).map(rows -> {
            JsonArray channels = new JsonArray();
            rows.forEach(row -> channels.add(ChannelRow.json(row)));
            return channels;
        });
    }

    /**
     * Creates a channel, and returns its id. Refuses when the organisation has too many.
     *
     * @param user null for a caller without an account
     */
    Future<UUID> create(UUID organization, NewChannel made, @Nullable UUID user) {
        return pool.preparedQuery(CREATE)
                .execute(Tuple.of(
                        organization,
                        made.channel().kind(),
                        made.name(),
                        made.channel().settings(),
                        user,
                        MOST))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.conflict("an organization has at most " + MOST + " channels: delete some first");
                    }
                    return rows.iterator().next().getUUID("id");
                });
    }

    /** Changes a channel, and returns it without its secrets. */
    Future<JsonObject> edit(UUID channel, ChannelEdit edit) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(channel))
                .compose(rows -> rows.size() == 0
                        ? Future.failedFuture(Refusal.notFound("channel"))
                        : update(transaction, channel, edit, rows.iterator().next()))
                .compose(updated ->
                        transaction.preparedQuery(CHANNELS + "id = $1").execute(Tuple.of(channel)))
                .map(rows -> ChannelRow.json(rows.iterator().next())));
    }

    /** Deletes a channel with its messages. Its rules go on without it. */
    Future<Void> delete(UUID channel) {
        return pool.preparedQuery("DELETE FROM channels WHERE id = $1")
                .execute(Tuple.of(channel))
                .mapEmpty();
    }

    private static Future<Void> update(SqlClient transaction, UUID channel, ChannelEdit edit, Row before) {
        JsonObject settings = edit.settings()
                .map(changes -> changed(before, changes).settings())
                .orElse(null);
        return transaction
                .preparedQuery(
                        "UPDATE channels SET name = coalesce($2, name), settings = coalesce($3, settings) WHERE id = $1")
                .execute(Tuple.of(channel, edit.name().orElse(null), settings))
                .mapEmpty();
    }

    /** Settings that cannot be read are replaced, so that the channel can be mended. */
    private static Channel changed(Row before, JsonObject changes) {
        return ChannelRow.channel(before)
                .map(channel -> channel.with(changes))
                .orElseGet(() -> Channel.of(before.getString("kind"), changes));
    }
}
