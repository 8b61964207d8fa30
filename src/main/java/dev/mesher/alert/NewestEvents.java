package dev.mesher.alert;

/**
 * SQL that reads the newest events of a project within a range of time, by the blocks of the search index. Events that the
 * index does not have yet are read by their ids.
 */
final class NewestEvents {
    /** Most events of all projects that are read beside the index. It is behind by no more than a few seconds' events. */
    private static final int MOST_WAITING = 50_000;

    private static final int IN_A_BLOCK = 16;

    private NewestEvents() {}

    /**
     * A query of the columns {@code id} and {@code received_at}, in no order. Reads a few more events than {@code most} at the
     * ends of the range. Parameters: {@code $1} the project, {@code $2} and {@code $3} the range, whose end belongs to it.
     */
    static String times(int most) {
        return """
               SELECT id, received_at FROM (
                   SELECT w.id, w.received_at FROM (
                       SELECT e.id, e.received_at, e.project_id FROM events e
                       WHERE e.id > (SELECT digested_to FROM digest_progress) AND e.id >= first_event_id($2::timestamptz)
                         AND e.received_at >= greatest($2::timestamptz, (SELECT digested_until FROM digest_progress))
                         AND e.received_at <= $3
                       ORDER BY e.id DESC LIMIT %1$d) w
                   WHERE w.project_id = $1
                   UNION ALL
                   SELECT u.id, u.received_at FROM (
                       SELECT b.ids, b.times FROM event_blocks b
                       WHERE b.project_id = $1 AND b.last_id >= first_event_id($2::timestamptz)
                         AND b.hour <= $3::timestamptz
                       ORDER BY b.last_id DESC LIMIT %2$d) b
                   CROSS JOIN LATERAL unnest(b.ids, b.times) AS u (id, received_at)
                   WHERE u.received_at >= $2 AND u.received_at <= $3) found
               ORDER BY received_at DESC LIMIT %3$d"""
                .formatted(MOST_WAITING, most / IN_A_BLOCK + 1, most);
    }

    /**
     * The rows of {@code events} for {@link #times}, with the alias {@code e}. OFFSET 0 makes the planner look up one event
     * after the other instead of reading whole days.
     */
    static String rows(int most) {
        return """
               (%s) newest
               CROSS JOIN LATERAL (
                   SELECT s.* FROM events s WHERE s.id = newest.id AND s.received_at = newest.received_at OFFSET 0) e"""
                .formatted(times(most));
    }
}
