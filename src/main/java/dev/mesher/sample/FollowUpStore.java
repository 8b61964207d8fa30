package dev.mesher.sample;

import dev.mesher.activity.ActivityKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people did: resolutions, assignments, comments, a user's feedback, alert rules and a saved view. In the resource
 * a fault has {@code assign} (who has it), {@code by} (who resolved or archived it), {@code comments} and {@code feedback}.
 */
final class FollowUpStore {
    /** Names by what the resource calls them. */
    private static final Map<String, String> PEOPLE = Map.of("mara", "Mara Lindqvist", "jonas", "Jonas Okafor");

    /** Hours before now at which an issue was assigned, unless it is younger. */
    private static final double ASSIGNED = 7.5;

    /** Nobody can sign in as one of them: no password has this hash. An account that is there already stays as it is. */
    private static final String PERSON =
            """
            INSERT INTO users (email, password_hash, display_name) VALUES (?, '*', ?)
            ON CONFLICT (lower(email COLLATE "C")) DO UPDATE SET email = users.email RETURNING id""";

    private static final String MEMBER =
            """
            INSERT INTO org_memberships (user_id, org_id, role)
            SELECT ?, org_id, 'member' FROM projects WHERE id = ? ON CONFLICT DO NOTHING""";

    private static final String ACTIVITY =
            "INSERT INTO activities (project_id, issue_id, at, kind, user_id, data) VALUES (?, ?, ?, ?, ?, ?::jsonb)";

    /** About the newest event before that time. */
    private static final String FEEDBACK =
            """
            WITH said AS (
                INSERT INTO user_feedback (id, project_id, event_id, name, email, message, received_at)
                SELECT gen_random_uuid(), project_id, event_id, ?, ?, ?, received_at + interval '50 seconds' FROM events
                WHERE issue_id = ? AND received_at <= ? ORDER BY received_at DESC LIMIT 1 RETURNING project_id, received_at)
            INSERT INTO item_counts (project_id, day, category, item_count)
            SELECT project_id, (received_at AT TIME ZONE 'UTC')::date, 'feedback', 1 FROM said""";

    private static final String RULES =
            """
            INSERT INTO alert_rules (project_id, name, condition_json, created_at)
            VALUES (?, 'A new issue', '{"condition_type":"new_issue"}', ?),
                   (?, 'A resolved issue is back', '{"condition_type":"regression"}', ?)""";

    private static final String VIEW =
            """
            INSERT INTO saved_views (project_id, name, query, sort, shared, created_at)
            VALUES (?, 'New in production', 'is:unresolved is:new env:production', 'events', true, ?)""";

    private final Connection connection;
    private final UUID project;
    private final Instant now;

    FollowUpStore(Connection connection, UUID project, Instant now) {
        this.connection = connection;
        this.project = project;
        this.now = now;
    }

    /** Makes the people members of the project's organisation. Returns their ids by what the resource calls them. */
    Map<String, UUID> people() throws SQLException {
        Map<String, UUID> people = new LinkedHashMap<>();
        try (PreparedStatement person = connection.prepareStatement(PERSON);
                PreparedStatement member = connection.prepareStatement(MEMBER)) {
            for (Map.Entry<String, String> each : PEOPLE.entrySet()) {
                person.setString(1, each.getKey() + "@larkspur.example");
                person.setString(2, each.getValue());
                try (ResultSet made = person.executeQuery()) {
                    if (made.next()) {
                        UUID unused = people.put(each.getKey(), made.getObject(1, UUID.class));
                    }
                }
                member.setObject(1, people.get(each.getKey()));
                member.setObject(2, project);
                int unused = member.executeUpdate();
            }
        }
        return people;
    }

    /** Writes what was done with the issue. */
    void write(SampleIssue issue, Map<String, UUID> people) throws SQLException {
        Fault fault = issue.fault();
        JsonObject followUp = fault.followUp();
        UUID by = people.get(followUp.getString("by"));
        if (followUp.containsKey("assign")) {
            String name = followUp.getString("assign");
            JsonObject assignee =
                    new JsonObject().put("id", String.valueOf(people.get(name))).put("display_name", PEOPLE.get(name));
            add(
                    issue,
                    ASSIGNED,
                    ActivityKind.ASSIGNED,
                    people.get(name),
                    new JsonObject().put("assigned_to", assignee).putNull("before"));
        }
        if (fault.archived() != null) {
            add(issue, fault.archived(), ActivityKind.ARCHIVED, by, before("unresolved"));
        }
        if (fault.resolved() != null) {
            add(issue, fault.resolved(), ActivityKind.RESOLVED, by, before("unresolved"));
        }
        if (fault.back() != null) {
            add(issue, fault.back(), ActivityKind.REGRESSED, null, before("resolved"));
        }
        for (Object each : followUp.getJsonArray("comments", new JsonArray())) {
            JsonObject comment = (JsonObject) each;
            add(
                    issue,
                    comment.getDouble("hours"),
                    ActivityKind.COMMENT,
                    people.get(comment.getString("by")),
                    new JsonObject().put("text", comment.getString("text")));
        }
        JsonObject feedback = followUp.getJsonObject("feedback");
        if (feedback != null) {
            add(issue, feedback);
        }
    }

    /** Makes the rules and the view, after the issues: nothing fires for these. */
    void rules() throws SQLException {
        Timestamp created = Timestamp.from(FaultTimes.before(now, Fault.WEEK));
        try (PreparedStatement rules = connection.prepareStatement(RULES);
                PreparedStatement view = connection.prepareStatement(VIEW)) {
            rules.setObject(1, project);
            rules.setTimestamp(2, created);
            rules.setObject(3, project);
            rules.setTimestamp(4, created);
            int unused = rules.executeUpdate();
            view.setObject(1, project);
            view.setTimestamp(2, created);
            int unusedToo = view.executeUpdate();
        }
    }

    private static JsonObject before(String status) {
        return new JsonObject().put("before", status);
    }

    private void add(SampleIssue issue, double hoursAgo, ActivityKind kind, @Nullable UUID user, JsonObject data)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ACTIVITY)) {
            insert.setObject(1, project);
            insert.setObject(2, issue.id());
            insert.setTimestamp(3, Timestamp.from(at(issue, hoursAgo)));
            insert.setString(4, kind.wireName());
            insert.setObject(5, user, Types.OTHER);
            insert.setString(6, data.encode());
            int unused = insert.executeUpdate();
        }
    }

    private void add(SampleIssue issue, JsonObject feedback) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(FEEDBACK)) {
            insert.setString(1, feedback.getString("name"));
            insert.setString(2, feedback.getString("email"));
            insert.setString(3, feedback.getString("text"));
            insert.setObject(4, issue.id());
            insert.setTimestamp(5, Timestamp.from(FaultTimes.before(now, feedback.getDouble("hours"))));
            int unused = insert.executeUpdate();
        }
    }

    /** The time so many hours ago; half way to now, when the fault or its spike is younger. */
    private Instant at(SampleIssue issue, double hoursAgo) {
        Instant time = FaultTimes.before(now, hoursAgo);
        Instant begun = issue.fault().spike() > 0
                ? now.truncatedTo(ChronoUnit.HOURS)
                : issue.first().receivedAt();
        return time.isBefore(begun) ? begun.plus(Duration.between(begun, now).dividedBy(2)) : time;
    }
}
