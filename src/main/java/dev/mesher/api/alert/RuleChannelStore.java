package dev.mesher.api.alert;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The channels that alert rules name. */
final class RuleChannelStore {
    /** SQL for the ids of the channels of a row of {@code alert_rules}. */
    static final String COLUMN =
            """
            ARRAY(SELECT channel_id FROM rule_channels l WHERE l.rule_id = alert_rules.id ORDER BY channel_id)
                AS channel_ids""";

    /** The lock keeps the channels until the rule is stored. */
    private static final String KNOWN =
            """
            SELECT c.id FROM channels c JOIN projects p ON p.org_id = c.org_id
            WHERE p.id = $1 AND c.id = ANY ($2) FOR KEY SHARE OF c""";

    private RuleChannelStore() {}

    /**
     * Refuses a channel that the project's organisation does not have.
     *
     * @param transaction in which the channels are stored afterwards
     */
    static Future<Void> check(SqlClient transaction, UUID project, List<UUID> channels) {
        if (channels.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(KNOWN)
                .execute(Tuple.of(project).addArrayOfUUID(channels.toArray(UUID[]::new)))
                .compose(rows -> {
                    Set<UUID> missing = new HashSet<>(channels);
                    rows.forEach(row -> missing.remove(row.getUUID("id")));
                    return missing.isEmpty()
                            ? Future.succeededFuture()
                            : Future.failedFuture(
                                    Refusal.malformed("channel_ids: the project's organization has no channel "
                                            + missing.iterator().next()));
                });
    }

    /** Makes these the channels of the rule. They were checked in the same transaction. */
    static Future<Void> replace(SqlClient transaction, UUID rule, List<UUID> channels) {
        UUID[] ids = channels.toArray(UUID[]::new);
        return transaction
                .preparedQuery("DELETE FROM rule_channels WHERE rule_id = $1 AND channel_id <> ALL ($2)")
                .execute(Tuple.of(rule).addArrayOfUUID(ids))
                .compose(deleted -> transaction
                        .preparedQuery(
                                """
                                INSERT INTO rule_channels (rule_id, channel_id) SELECT $1, unnest($2::uuid[])
                                ON CONFLICT DO NOTHING""")
                        .execute(Tuple.of(rule).addArrayOfUUID(ids)))
                .mapEmpty();
    }

    static JsonArray ids(Row row) {
        UUID[] ids = row.getArrayOfUUIDs("channel_ids");
        return new JsonArray(Arrays.stream(ids).map(UUID::toString).toList());
    }
}
