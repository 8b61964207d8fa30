package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which firings become alerts, and the rows of these. Each statement takes any number of them. */
final class AlertStore {
    /**
     * Locks the rules and starts the cool-downs. A rule fires at most once for an issue, and once for the whole project. The
     * rows are read anew once they are locked, so a rule that was disabled, removed or fired meanwhile does not fire.
     */
    private static final String FIRE =
            """
            WITH firings AS MATERIALIZED (
                SELECT rule_id, issue_id, min(place) AS place
                FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS f(rule_id, issue_id, place)
                GROUP BY rule_id, issue_id),
            rules AS MATERIALIZED (
                SELECT id, last_fired_at, make_interval(mins => cooldown_minutes) AS cooldown FROM alert_rules
                WHERE id = ANY ($1) AND enabled
                ORDER BY id FOR NO KEY UPDATE),
            cooled AS (
                INSERT INTO alert_cooldowns AS c (rule_id, issue_id, fired_at)
                SELECT f.rule_id, f.issue_id, $3::timestamptz FROM firings f JOIN rules r ON r.id = f.rule_id
                WHERE f.issue_id IS NOT NULL
                ON CONFLICT (rule_id, issue_id) DO UPDATE SET fired_at = excluded.fired_at
                WHERE c.fired_at + (SELECT r.cooldown FROM rules r WHERE r.id = c.rule_id) <= excluded.fired_at
                RETURNING rule_id, issue_id),
            fired AS (
                SELECT f.rule_id, f.place FROM firings f JOIN cooled c USING (rule_id, issue_id)
                UNION ALL
                SELECT f.rule_id, f.place FROM firings f JOIN rules r ON r.id = f.rule_id
                WHERE f.issue_id IS NULL AND (r.last_fired_at IS NULL OR r.last_fired_at + r.cooldown <= $3)),
            marked AS (UPDATE alert_rules SET last_fired_at = $3 WHERE id IN (SELECT rule_id FROM fired))
            SELECT place FROM fired ORDER BY place""";

    /** Alerts are numbered in the order of the arrays. */
    private static final String INSERT =
            """
            WITH stored AS (
                INSERT INTO alerts (id, rule_id, episode_id, issue_id, message, accepted_at, triggered_at,
                                    project_id, condition_snapshot)
                SELECT a.id, r.id, a.episode_id, a.issue_id, a.message, a.accepted_at, $7, r.project_id, r.condition_json
                FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[]) WITH ORDINALITY
                    AS a(id, rule_id, episode_id, issue_id, message, accepted_at, place)
                JOIN alert_rules r ON r.id = a.rule_id
                ORDER BY a.place)
            SELECT id, name, condition_json::text AS condition FROM alert_rules WHERE id = ANY ($2)""";

    /** Longer than any cool-down, and longer than an event may wait in a journal and still be judged. */
    private static final String FORGET_COOLDOWNS =
            """
            DELETE FROM alert_cooldowns WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM alert_cooldowns WHERE fired_at < $1::timestamptz - interval '8 days'
                ORDER BY fired_at LIMIT $2))""";

    private AlertStore() {}

    /** A rule as it is when its alerts are stored. */
    record Named(String name, String condition) {}

    /** An alert to store. */
    record NewAlert(UUID id, UUID episodeId, Firing firing) {}

    /** Those of the firings whose rule is enabled and not in a cool-down, in their order. The rules stay locked. */
    static Future<List<Firing>> fire(SqlConnection transaction, OffsetDateTime now, List<Firing> firings) {
        return transaction
                .preparedQuery(FIRE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(rules(firings))
                        .addArrayOfUUID(firings.stream().map(Firing::issue).toArray(UUID[]::new))
                        .addOffsetDateTime(now))
                .map(rows -> rows.stream()
                        .map(row -> firings.get((int) (row.getLong("place") - 1)))
                        .toList());
    }

    /** Stores the alerts. Comes to their rules, by id. */
    static Future<Map<UUID, Named>> insert(SqlConnection transaction, OffsetDateTime now, List<NewAlert> alerts) {
        List<Firing> firings = alerts.stream().map(NewAlert::firing).toList();
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(alerts.stream().map(NewAlert::id).toArray(UUID[]::new))
                        .addArrayOfUUID(rules(firings))
                        .addArrayOfUUID(alerts.stream().map(NewAlert::episodeId).toArray(UUID[]::new))
                        .addArrayOfUUID(firings.stream().map(Firing::issue).toArray(UUID[]::new))
                        .addArrayOfString(firings.stream().map(Firing::message).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(
                                firings.stream().map(Firing::acceptedAt).toArray(OffsetDateTime[]::new))
                        .addOffsetDateTime(now))
                .map(AlertStore::named);
    }

    private static Map<UUID, Named> named(RowSet<Row> rows) {
        Map<UUID, Named> named = new HashMap<>();
        rows.forEach(row -> named.put(row.getUUID("id"), new Named(row.getString("name"), row.getString("condition"))));
        return named;
    }

    /** Removes cool-downs that are long over, at most so many. */
    static Future<Void> forgetCooldowns(SqlConnection transaction, OffsetDateTime now, int atMost) {
        return transaction
                .preparedQuery(FORGET_COOLDOWNS)
                .execute(Tuple.of(now, atMost))
                .mapEmpty();
    }

    private static UUID[] rules(List<Firing> firings) {
        return firings.stream().map(firing -> firing.rule().id()).toArray(UUID[]::new);
    }
}
