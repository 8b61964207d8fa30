package dev.mesher.alert;

/**
 * SQL that reads the newest events of a project within a range of time, by the blocks of the search index. Events that the
 * index does not have yet are read by their ids.
 */
final class NewestEvents {
    /** Most events of all projects that are read beside the index. It is behind by no more than a few seconds' events. */
    private static final int MOST_WAITING = 50_000;

    private NewestEvents() {}

    /**
     * A query of the columns {@code id} and {@code received_at}, in no order. Parameters: {@code $1} the project, {@code $2}
     * and {@code $3} the range, whose end belongs to it. The blocks are read from the newest back, until they gave
     * {@code most} events: a block has 16 of them, or only one in a project with few events.
     */
    static String times(int most) {
        return """
               SELECT id, received_at FROM (
                   SELECT w.id, w.received_at FROM %1$s w
                   UNION ALL
                   (SELECT u.id, u.received_at FROM event_blocks b
                    CROSS JOIN LATERAL unnest(b.ids, b.times) AS u (id, received_at)
                    WHERE b.project_id = $1 AND b.last_id >= first_event_id($2::timestamptz) AND b.hour <= $3::timestamptz
                      AND u.received_at >= $2 AND u.received_at <= $3
                    ORDER BY b.last_id DESC LIMIT %2$d)) found
               ORDER BY received_at DESC LIMIT %2$d"""
                .formatted(waiting(), most);
    }

    /**
     * A query of the rows of {@code events}, in parentheses and without an alias, that the index does not have yet. Its
     * parameters are those of {@link #times}.
     */
    static String waiting() {
        return """
               (SELECT * FROM (
                    SELECT s.* FROM events s
                    WHERE s.id > (SELECT digested_to FROM digest_progress) AND s.id >= first_event_id($2::timestamptz)
                      AND s.received_at >= greatest($2::timestamptz, (SELECT digested_until FROM digest_progress))
                      AND s.received_at <= $3
                    ORDER BY s.id DESC LIMIT %d) behind
                WHERE behind.project_id = $1)"""
                .formatted(MOST_WAITING);
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
