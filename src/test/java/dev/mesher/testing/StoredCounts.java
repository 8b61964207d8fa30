package dev.mesher.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds every counter of a database against the events that it has. */
public final class StoredCounts {
    private StoredCounts() {}

    /** That there are so many events, and that issues and rollups count exactly them. */
    public static void assertConsistent(TestDatabase database, long events) {
        assertThat(database.number("SELECT count(*) FROM events")).as("events").isEqualTo(events);
        assertThat(database.number("SELECT coalesce(sum(event_count), 0)::bigint FROM project_hours"))
                .as("project_hours")
                .isEqualTo(events);
        assertThat(
                        database.number(
                                """
                        SELECT count(*)
                        FROM (SELECT issue_id, count(*) AS n, min(received_at) AS first, max(received_at) AS last
                              FROM events GROUP BY issue_id) e
                        FULL JOIN issues i ON i.id = e.issue_id
                        WHERE (e.n, e.first, e.last) IS DISTINCT FROM (i.event_count, i.first_seen, i.last_seen)"""))
                .as("issues whose counter differs")
                .isZero();
        assertThat(
                        database.number(
                                """
                        SELECT count(*)
                        FROM (SELECT issue_id, date_trunc('hour', received_at, 'UTC') AS hour, count(*) AS n
                              FROM events GROUP BY 1, 2) e
                        FULL JOIN issue_activity h ON h.issue_id = e.issue_id AND h.hour = e.hour
                        WHERE e.n IS DISTINCT FROM h.event_count"""))
                .as("issue_activity that differs")
                .isZero();
    }

    /** That each hour of each project and level counts the events that there are: no more, no fewer. */
    public static void assertHoursConsistent(TestDatabase database) {
        assertThat(
                        database.number(
                                """
                        SELECT count(*) FROM
                            (SELECT project_id, hour, level, sum(event_count) AS events
                             FROM project_hours GROUP BY 1, 2, 3 HAVING sum(event_count) <> 0) rollup
                        FULL JOIN
                            (SELECT project_id, date_trunc('hour', received_at, 'UTC') AS hour, level, count(*) AS events
                             FROM events GROUP BY 1, 2, 3) stored
                        USING (project_id, hour, level, events)
                        WHERE rollup IS NULL OR stored IS NULL"""))
                .as("project_hours that differ")
                .isZero();
    }
}
