package dev.mesher.alert;

import dev.mesher.activity.ActivityKind;
import dev.mesher.activity.ActivityLogStore;
import dev.mesher.event.ActivityAdded;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Finds the issues that spike by the {@link SpikeRule}. */
final class SpikeStore {
    /**
     * The hour ends with the issue's last event, so events that were stored late are judged by their own time. The
     * rollup, with two rows for each issue, first narrows the issues down to a few.
     */
    private static final String SPIKING =
            """
            WITH busy AS MATERIALIZED (
                SELECT i.id, i.title, i.last_seen
                FROM issues i CROSS JOIN LATERAL (
                    SELECT sum(a.event_count) AS events FROM issue_activity a
                    WHERE a.issue_id = i.id AND a.hour <= i.last_seen
                      AND a.hour >= date_trunc('hour', i.last_seen - interval '1 hour', 'UTC')) near
                WHERE %s AND i.last_seen < 'infinity' AND near.events > :events),
            usual AS MATERIALIZED (
                SELECT b.*, average.events
                FROM busy b CROSS JOIN LATERAL (
                    SELECT coalesce(sum(a.event_count), 0) / :hours.0 AS events FROM issue_activity a
                    WHERE a.issue_id = b.id
                      AND a.hour < date_trunc('hour', b.last_seen - interval '1 hour', 'UTC')
                      AND a.hour >= date_trunc('hour', b.last_seen - interval '1 hour', 'UTC') - interval ':hours hours'
                    ) average)
            SELECT u.id, left(u.title, 300) AS title, u.last_seen
            FROM usual u CROSS JOIN LATERAL (
                SELECT count(*) AS events FROM (
                    SELECT FROM events e
                    WHERE e.issue_id = u.id
                      AND e.received_at > u.last_seen - interval '1 hour' AND e.received_at <= u.last_seen
                    LIMIT greatest(:events, floor(:times * u.events)::bigint) + 1) counted) recent
            WHERE recent.events > greatest(:events, floor(:times * u.events)::bigint)"""
                    .replace(":events", Integer.toString(SpikeRule.EVENTS))
                    .replace(":times", Integer.toString(SpikeRule.TIMES))
                    .replace(":hours", Integer.toString(SpikeRule.HOURS));

    private static final String ARCHIVED = SPIKING.formatted("i.id = ANY ($1) AND i.status = 'archived'");
    private static final String SEEN =
            SPIKING.formatted("i.project_id = $1 AND i.last_seen >= $2 AND i.status NOT IN ('deleted', 'discarded')");

    private SpikeStore() {}

    /**
     * An issue that spikes.
     *
     * @param lastSeen when its newest event was received
     */
    record Spike(UUID issueId, String title, OffsetDateTime lastSeen) {}

    static Future<List<Spike>> archived(SqlConnection transaction, Collection<UUID> issues) {
        return transaction
                .preparedQuery(ARCHIVED)
                .execute(Tuple.tuple().addArrayOfUUID(issues.toArray(UUID[]::new)))
                .map(SpikeStore::spikes);
    }

    /** The spiking issues of the project among those seen since then. */
    static Future<List<Spike>> seen(SqlConnection transaction, UUID project, OffsetDateTime since) {
        return transaction.preparedQuery(SEEN).execute(Tuple.of(project, since)).map(SpikeStore::spikes);
    }

    /** Reopens those that are still archived, and returns what it added to their activity. */
    static Future<List<ActivityAdded>> reopen(SqlConnection transaction, List<Spike> spikes) {
        return transaction
                .preparedQuery(
                        """
                        UPDATE issues SET status = 'unresolved' WHERE id = ANY (ARRAY(
                            SELECT id FROM issues WHERE id = ANY ($1) AND status = 'archived'
                            ORDER BY id FOR NO KEY UPDATE))
                        RETURNING id""")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(spikes.stream().map(Spike::issueId).toArray(UUID[]::new)))
                .compose(rows -> ActivityLogStore.add(
                        transaction,
                        null,
                        rows.stream()
                                .map(row -> new ActivityLogStore.Entry(
                                        row.getUUID("id"),
                                        ActivityKind.SPIKED,
                                        new JsonObject().put("before", "archived")))
                                .toList()));
    }

    private static List<Spike> spikes(RowSet<Row> rows) {
        List<Spike> spikes = new ArrayList<>();
        rows.forEach(row ->
                spikes.add(new Spike(row.getUUID("id"), row.getString("title"), row.getOffsetDateTime("last_seen"))));
        return spikes;
    }
}
