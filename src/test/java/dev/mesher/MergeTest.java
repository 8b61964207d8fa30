package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issues put together and apart on a node that goes on taking events. */
final class MergeTest {
    private TestNode node;
    private EventClient client;

    @BeforeEach
    void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        client = node.client();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatIsMergedCountsAsOneIssue() {
        UUID target = send("left", "ann", "1.0");
        UUID source = send("right", "bob", "2.0");
        send("right", "ann", "2.0");
        node.sql("INSERT INTO users (email, password_hash) VALUES ('ann@a.example', '')");
        node.sql("UPDATE issues SET assigned_to = (SELECT id FROM users) WHERE id = $1", source);

        JsonObject merged = post(target, "merge", "issue_ids", List.of(source.toString()));

        assertThat(merged.getBoolean("events_follow")).isFalse();
        assertThat(UUID.fromString(merged.getString("issue_id"))).isEqualTo(target);
        assertThat(node.number("SELECT count(*) FROM issues")).isEqualTo(1);
        assertThat(node.number("SELECT count(*) FROM issues WHERE assigned_to IS NOT NULL"))
                .isEqualTo(1);
        assertThat(users(target)).isEqualTo(2);
        assertThat(node.number("SELECT count(*) FROM issue_releases WHERE issue_id = $1", target))
                .isEqualTo(2);
        assertThat(send("right", "eve", "3.0")).isEqualTo(target);
        assertThat(users(target)).isEqualTo(3);
        StoredCounts.assertConsistent(node.database(), 4);
        assertThat(status(target, "merge", "issue_ids", List.of(source.toString())))
                .isEqualTo(404);
    }

    @Test
    void eventsAreCountedOnceWhileOthersCome() {
        UUID target = send("left", "ann", "1.0");
        UUID source = send("right", "bob", "1.0");
        List<CompletableFuture<EventClient.Answer>> answers = new ArrayList<>();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        for (int sender = 0; sender < 8; sender++) {
            answers.add(sendOn(goesOn, sender));
        }
        Awaitility.await().until(() -> node.number("SELECT event_count FROM issues WHERE id = $1", source) > 700);

        post(target, "merge", "issue_ids", List.of(source.toString()));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> node.number("SELECT count(*) FROM issues WHERE id = $1", source) == 0);
        goesOn.set(false);
        answers.forEach(EventClient::join);

        long events = node.number("SELECT count(*) FROM events");
        StoredCounts.assertConsistent(node.database(), events);
        assertThat(node.number("SELECT event_count FROM issues WHERE id = $1", target))
                .isEqualTo(events);
        assertThat(users(target)).isEqualTo(node.number("SELECT count(*) FROM issue_users"));
        assertThat(node.number("SELECT count(*) FROM issue_moves")).isZero();
    }

    @Test
    void whatIsTakenApartHasItsOwnEventsUsersAndPlaces() {
        UUID issue = send("left", "ann", "1.0");
        UUID source = send("right", "bob", "2.0");
        send("right", "ann", "1.0");
        String fingerprint = post(issue, "merge", "issue_ids", List.of(source.toString()))
                .getJsonArray("fingerprints")
                .getString(0);

        JsonObject apart = post(issue, "unmerge", "fingerprints", List.of(fingerprint));
        UUID opened = UUID.fromString(apart.getString("issue_id"));
        settle();

        assertThat(send("right", "joe", "2.0")).isEqualTo(opened);
        StoredCounts.assertConsistent(node.database(), 4);
        assertThat(node.number("SELECT event_count FROM issues WHERE id = $1", opened))
                .isEqualTo(3);
        assertThat(users(issue)).isEqualTo(1);
        assertThat(users(opened)).isEqualTo(3);
        assertThat(releases(issue)).containsExactlyInAnyOrder("1.0");
        assertThat(releases(opened)).containsExactlyInAnyOrder("1.0", "2.0");
        assertThat(node.number("SELECT count(*) FROM issues WHERE id = $1 AND title = 'right'", opened))
                .isEqualTo(1);
    }

    @Test
    void anIssueKeepsTheExceptionThatItOpenedWithAlsoWhenItIsTakenApart() {
        UUID issue = send("left", "ann", "1.0");
        JsonObject failed = event("right", "bob", "1.0")
                .put("exception", new JsonObject().put("type_name", "E").put("value", "😀" + "x".repeat(600)));
        UUID source = UUID.fromString(client.event(failed).text("issue_id"));
        assertThat(exception(issue)).isEqualTo("null null");
        assertThat(exception(source)).isEqualTo("E 500");
        String fingerprint = post(issue, "merge", "issue_ids", List.of(source.toString()))
                .getJsonArray("fingerprints")
                .getString(0);

        UUID opened = UUID.fromString(
                post(issue, "unmerge", "fingerprints", List.of(fingerprint)).getString("issue_id"));

        assertThat(exception(issue)).isEqualTo("null null");
        assertThat(exception(opened)).isEqualTo("E 500");
    }

    private String exception(UUID issue) {
        Row row = node.sql("SELECT exception_type, length(exception_value) AS length FROM issues WHERE id = $1", issue)
                .iterator()
                .next();
        return row.getString("exception_type") + " " + row.getInteger("length");
    }

    /** A batch that began before the fingerprint was given away stores into the issue that it knew. */
    @Test
    void anEventThatComesLateToTheFormerOwnerFollowsToo() {
        UUID issue = send("left", "ann", "1.0");
        UUID source = send("right", "bob", "2.0");
        UUID late = UUID.fromString(client.event(event("right", "bob", "2.0")).text("id"));
        send("right", "eve", "2.0");
        String fingerprint = post(issue, "merge", "issue_ids", List.of(source.toString()))
                .getJsonArray("fingerprints")
                .getString(0);
        UUID opened = UUID.fromString(
                post(issue, "unmerge", "fingerprints", List.of(fingerprint)).getString("issue_id"));
        Awaitility.await().until(() -> node.number("SELECT count(*) FROM events WHERE issue_id = $1", opened) == 3);
        node.sql(
                """
                WITH moved AS (UPDATE events SET issue_id = $1 WHERE id = $3 RETURNING received_at),
                taken AS (UPDATE issue_hours SET event_count = event_count - 1 WHERE issue_id = $2),
                given AS (
                    INSERT INTO issue_hours SELECT $1, date_trunc('hour', received_at, 'UTC'), 1 FROM moved
                    ON CONFLICT (issue_id, hour) DO UPDATE SET event_count = issue_hours.event_count + 1)
                UPDATE issues SET event_count = event_count + CASE WHEN id = $1 THEN 1 ELSE -1 END,
                                  last_seen = greatest(last_seen, (SELECT received_at FROM moved))
                WHERE id IN ($1, $2)""",
                issue,
                opened,
                late);
        StoredCounts.assertConsistent(node.database(), 4);

        settle();

        assertThat(node.number("SELECT count(*) FROM events WHERE issue_id = $1", opened))
                .isEqualTo(3);
        StoredCounts.assertConsistent(node.database(), 4);
    }

    @Test
    void whatIsDeletedTakesAlongWhatWasStillToCome() {
        UUID target = send("left", "ann", "1.0");
        UUID source = send("right", "bob", "1.0");
        node.sql("UPDATE issue_fingerprints SET issue_id = $1", target);
        node.sql("UPDATE issues SET merged_into = $1 WHERE id = $2", target, source);
        assertThat(client.post("/api/v1/issues/" + target + "/delete", "").status())
                .isEqualTo(200);

        node.sql("INSERT INTO issue_moves (issue_id) VALUES ($1)", source);

        Awaitility.await().until(() -> node.number("SELECT count(*) FROM issues") == 0);
        assertThat(node.number("SELECT count(*) FROM events")).isZero();
        assertThat(node.number("SELECT count(*) FROM issue_moves")).isZero();
    }

    @Test
    void anEventThatIsSentAgainIsAnsweredWithItsIssueOfNow() {
        UUID target = send("left", "ann", "1.0");
        JsonObject again =
                event("right", "bob", "1.0").put("event_id", UUID.randomUUID().toString());
        UUID source = UUID.fromString(client.event(again).text("issue_id"));

        post(target, "merge", "issue_ids", List.of(source.toString()));

        assertThat(client.event(again).text("issue_id")).isEqualTo(target.toString());
        StoredCounts.assertConsistent(node.database(), 2);
    }

    @Test
    void whatCannotBeMergedIsRefused() {
        UUID issue = send("left", "ann", "1.0");
        UUID other = send("right", "bob", "1.0");
        String fingerprint = node.sql("SELECT fingerprint FROM issue_fingerprints WHERE issue_id = $1", issue)
                .iterator()
                .next()
                .getString(0);

        assertThat(status(issue, "merge", "issue_ids", List.of(issue.toString())))
                .isEqualTo(400);
        assertThat(status(issue, "merge", "issue_ids", List.of())).isEqualTo(400);
        assertThat(status(issue, "merge", "issue_ids", List.of("x"))).isEqualTo(400);
        assertThat(status(issue, "merge", "issue_ids", List.of(UUID.randomUUID().toString())))
                .isEqualTo(404);
        assertThat(status(issue, "unmerge", "fingerprints", List.of(fingerprint)))
                .isEqualTo(400);
        assertThat(status(other, "unmerge", "fingerprints", List.of(fingerprint)))
                .isIn(404, 409);
        node.sql("UPDATE issues SET status = 'discarded' WHERE id = $1", other);
        assertThat(status(issue, "merge", "issue_ids", List.of(other.toString())))
                .isEqualTo(409);
        StoredCounts.assertConsistent(node.database(), 2);
    }

    @Test
    void aRegroupingIsOnlyLookedAt() {
        UUID one = send("left 1", "ann", "1.0");
        UUID other = send("right", "bob", "1.0");
        node.sql("UPDATE events SET issue_id = $1 WHERE issue_id = $2", one, other);

        JsonObject preview = client.post(
                        "/api/v1/projects/default/regroup",
                        new JsonObject().put("dry_run", true).encode())
                .json();

        assertThat(preview.getJsonArray("splits").getJsonObject(0).getString("issue_id"))
                .isEqualTo(one.toString());
        assertThat(preview.getJsonArray("splits").getJsonObject(0).getJsonArray("groups"))
                .hasSize(2);
        assertThat(preview.getBoolean("complete")).isTrue();
        assertThat(client.post("/api/v1/projects/default/regroup", "{}").status())
                .isEqualTo(400);
        assertThat(node.number("SELECT count(*) FROM issues")).isEqualTo(2);
    }

    /** As if the batches that knew the former owner had ended. */
    private void settle() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            node.sql("UPDATE issue_moves SET requested_at = now() - interval '1 hour', due_at = now()");
            return node.number("SELECT count(*) FROM issue_moves") == 0;
        });
    }

    private CompletableFuture<EventClient.Answer> sendOn(AtomicBoolean goesOn, int sender) {
        return client.eventLater(event(sender % 2 == 0 ? "right" : "left", "user" + sender % 3, "1." + sender))
                .thenCompose(answer -> {
                    assertThat(answer.status()).isEqualTo(202);
                    return goesOn.get() ? sendOn(goesOn, sender) : CompletableFuture.completedFuture(answer);
                });
    }

    @CanIgnoreReturnValue
    private UUID send(String message, String user, String release) {
        EventClient.Answer answer = client.event(event(message, user, release));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(answer.text("issue_id"));
    }

    private static JsonObject event(String message, String user, String release) {
        return new JsonObject()
                .put("message", message)
                .put("release", release)
                .put("user_context", new JsonObject().put("id", user));
    }

    @CanIgnoreReturnValue
    private JsonObject post(UUID issue, String action, String field, List<String> values) {
        EventClient.Answer answer = answer(issue, action, field, values);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private int status(UUID issue, String action, String field, List<String> values) {
        return answer(issue, action, field, values).status();
    }

    private EventClient.Answer answer(UUID issue, String action, String field, List<String> values) {
        JsonObject body = new JsonObject().put(field, new JsonArray(values));
        return client.post("/api/v1/issues/" + issue + "/" + action, body.encode(), "x-sentry-auth", "");
    }

    /** As the issue counts them, which must be as many as it has. */
    private long users(UUID issue) {
        long users = node.number("SELECT user_count FROM issues WHERE id = $1", issue);
        assertThat(node.number("SELECT count(*) FROM issue_users WHERE issue_id = $1", issue))
                .isEqualTo(users);
        return users;
    }

    private Set<String> releases(UUID issue) {
        Set<String> releases = new HashSet<>();
        for (Row row : node.sql("SELECT release FROM issue_releases WHERE issue_id = $1", issue)) {
            releases.add(row.getString(0));
        }
        return releases;
    }
}
