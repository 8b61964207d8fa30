package dev.mesher.api.episode;

/** What somebody does about alerts. */
enum AlertAction {
    ACKNOWLEDGE(
            "acknowledged",
            """
            UPDATE alerts SET status = 'acknowledged', acknowledged_at = coalesce(acknowledged_at, now()),
                acknowledged_by = CASE WHEN acknowledged_at IS NULL THEN $2 ELSE acknowledged_by END
            WHERE %s = $1 AND status = 'active'"""),
    RESOLVE(
            "resolved",
            """
            UPDATE alerts SET status = 'resolved', resolved_at = coalesce(resolved_at, now()),
                resolved_by = CASE WHEN resolved_at IS NULL THEN $2 ELSE resolved_by END
            WHERE %s = $1 AND status <> 'resolved'""");

    private final String done;
    private final String sql;

    AlertAction(String done, String sql) {
        this.done = done;
        this.sql = sql;
    }

    /** The status that an alert has then, which is the word in the timeline too. */
    String done() {
        return done;
    }

    /**
     * SQL that takes an id and a user, and changes the alerts that are not as far yet.
     *
     * @param column of the id: {@code id} or {@code episode_id}
     */
    String update(String column) {
        return sql.formatted(column);
    }
}
