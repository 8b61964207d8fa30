package dev.mesher.api.issue;

import dev.mesher.alert.SpikeRule;
import dev.mesher.api.query.IssueMarks;
import dev.mesher.http.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fields of an issue that lists, the stream and the issue's page show. */
final class IssueRow {
    private static final int ENVIRONMENTS = 3;

    /** Hours in the column {@code hours}. The last one is the running hour. */
    static final int HOURS = 24;

    /**
     * Jumps from one environment to the next by the primary key. It would be expensive to read every row, since an issue
     * has one for each release.
     */
    private static final String FIRST_ENVIRONMENTS =
            """
            ARRAY(WITH RECURSIVE seen (name, number) AS (
                    SELECT '', 0
                    UNION ALL
                    SELECT (SELECT r.environment FROM issue_releases r
                            WHERE r.issue_id = i.id AND r.environment > s.name ORDER BY r.environment LIMIT 1), s.number + 1
                    FROM seen s WHERE s.name IS NOT NULL AND s.number < %d)
                  SELECT name FROM seen WHERE name <> '' ORDER BY number)"""
                    .formatted(ENVIRONMENTS);

    /** The columns that {@link #json} reads, of the row {@code i} of {@code issues}. */
    static final String COLUMNS =
            """
            i.id, i.title, i.culprit, i.exception_type, i.exception_value, i.level, i.status, i.event_count, i.user_count,
            i.first_seen, i.last_seen, i.assigned_to, i.regressed_at, i.hour, i.hour_count, %s AS is_new, %s AS spiking,
            %s AS environments"""
                    .formatted(IssueMarks.NEW, IssueMarks.SPIKING, FIRST_ENVIRONMENTS);

    /** One more column, for {@link #withHours}. An issue's newest hour stands in its own row, the others in issue_hours. */
    static final String HOURS_COLUMN =
            """
            , ARRAY(SELECT coalesce(h.event_count, 0) + CASE WHEN each.hour = i.hour THEN i.hour_count ELSE 0 END
                    FROM generate_series(%1$s - interval '%2$d hours', %1$s, interval '1 hour') each (hour)
                    LEFT JOIN issue_hours h
                        ON h.issue_id = i.id AND h.hour = each.hour AND h.hour > %1$s - interval '%3$d hours'
                    ORDER BY each.hour) AS hours"""
                    .formatted(SpikeRule.RUNNING_HOUR, HOURS - 1, HOURS);

    private IssueRow() {}

    static JsonObject json(Row row) {
        UUID assignee = row.getUUID("assigned_to");
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("title", row.getString("title"))
                .put("culprit", row.getString("culprit"))
                .put("type", row.getString("exception_type"))
                .put("value", row.getString("exception_value"))
                .put("level", row.getString("level"))
                .put("status", row.getString("status"))
                .put("event_count", row.getLong("event_count"))
                .put("user_count", row.getLong("user_count"))
                .put("first_seen", Times.text(row.getOffsetDateTime("first_seen")))
                .put("last_seen", Times.text(row.getOffsetDateTime("last_seen")))
                .put("assigned_to", assignee == null ? null : assignee.toString())
                .put("regressed_at", time(row, "regressed_at"))
                .put("is_new", row.getBoolean("is_new"))
                .put("spiking", row.getBoolean("spiking"))
                .put("environments", new JsonArray(Arrays.asList(row.getArrayOfStrings("environments"))))
                .put("hour", time(row, "hour"))
                .put("hour_count", row.getLong("hour_count"));
    }

    /** The same with the counts of the last hours, of a row that has {@link #HOURS_COLUMN} too. */
    static JsonObject withHours(Row row) {
        return json(row).put("hours", new JsonArray(Arrays.asList(row.getArrayOfLongs("hours"))));
    }

    static @Nullable String time(Row row, String column) {
        return Times.textOrNull(row.getOffsetDateTime(column));
    }
}
