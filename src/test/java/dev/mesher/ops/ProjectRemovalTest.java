package dev.mesher.ops;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of everything that belongs to a deleted project. */
final class ProjectRemovalTest {
    /** Tables whose rows of a project go with its issues. */
    private static final Set<String> OF_ISSUES =
            Set.of("issues", "events", "issue_fingerprints", "activities", "issue_origins");

    private static final int ROWS = 5;

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final UUID deleted = data.project();
    private UUID kept;

    @BeforeEach
    void twoProjects() {
        kept = data.sql(
                        "INSERT INTO projects (org_id, name, slug) SELECT id, 'Kept', 'kept' FROM organizations RETURNING id")
                .iterator()
                .next()
                .getUUID(0);
        for (int i = 0; i < 3; i++) {
            UUID issue = data.issue("Boom", Duration.ZERO);
            for (int event = 0; event < ROWS; event++) {
                data.event(
                        issue,
                        Duration.ofHours(event),
                        new JsonObject().put("event_id", UUID.randomUUID().toString()));
            }
        }
        fill(deleted);
        fill(kept);
    }

    @AfterEach
    void stop() {
        data.close();
        await(vertx.close());
    }

    @Test
    void everythingGoesInBoundedBatchesAndTheRestStays() {
        delete();
        ProjectRemovalStore projects = new ProjectRemovalStore(data.database().pool(), 2);
        IssueRemovalStore issues = new IssueRemovalStore(data.database().pool(), 2);
        long before = data.number("SELECT count(*) FROM alerts");
        int batches = 0;
        boolean more = true;
        while (more) {
            more = await(projects.removeBatch());
            long now = data.number("SELECT count(*) FROM alerts");
            assertThat(before - now).isBetween(0L, 2L);
            before = now;
            more |= await(issues.removeBatch());
            if (data.number("SELECT count(*) FROM issues WHERE project_id = $1", deleted) > 0) {
                StoredCounts.assertHoursConsistent(data.seen());
            }
            batches++;
        }
        StoredCounts.assertHoursConsistent(data.seen());

        assertThat(batches).isGreaterThan(5);
        gone();
    }

    @Test
    void whatArrivesLateGoesToo() {
        delete();
        removeAll();
        gone();

        UUID late = data.issue("Late", Duration.ZERO);
        UUID unused = data.event(
                late,
                Duration.ZERO,
                new JsonObject().put("event_id", UUID.randomUUID().toString()));
        fill(deleted);

        removeAll();
        gone();
    }

    /** Each change of the keys has every node read all of them. */
    @Test
    void nodesAreToldOfTheKeysOnce() {
        delete();
        assertThat(await(new ProjectRemovalStore(data.database().pool()).removeBatch()))
                .isTrue();
        long told = data.number("SELECT revision FROM revisions WHERE name = 'access'");

        removeAll();

        assertThat(data.number("SELECT revision FROM revisions WHERE name = 'access'"))
                .isEqualTo(told);
        gone();
    }

    @Test
    void severalNodesDoItTogether() {
        delete();
        for (int node = 0; node < 3; node++) {
            String unused =
                    await(vertx.deployVerticle(new ProjectRemovalVerticle(data.database(), Duration.ofMillis(5))));
            String unusedToo =
                    await(vertx.deployVerticle(new IssueRemovalVerticle(data.database(), Duration.ofMillis(5))));
        }

        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> rowsOf(deleted)
                .isEmpty());
        gone();
    }

    @Test
    void aProjectThatAnotherNodeHasInHandIsLeftAlone() throws Exception {
        delete();
        PgConnection other = data.database().connect().await(10, TimeUnit.SECONDS);
        await(other.query("BEGIN").execute());
        assertThat(await(other.query(ProjectRemovalStore.TAKE).execute()).size())
                .isEqualTo(1);

        assertThat(await(new ProjectRemovalStore(data.database().pool()).removeBatch()))
                .isFalse();

        await(other.query("ROLLBACK").execute());
        await(other.close());
        removeAll();
        gone();
    }

    @Test
    void aBatchOfEventsDoesNotWaitForIt() throws Exception {
        delete();
        PgConnection other = data.database().connect().await(10, TimeUnit.SECONDS);
        await(other.query("BEGIN").execute());
        assertThat(await(other.query(ProjectRemovalStore.TAKE).execute()).size())
                .isEqualTo(1);

        data.sql("SET lock_timeout = '2s'");
        UUID unused = data.issue("Refers to the project", Duration.ZERO);

        await(other.query("ROLLBACK").execute());
        await(other.close());
    }

    @Test
    void nothingIsTakenFromAProjectThatIsThere() {
        assertThat(await(new ProjectRemovalStore(data.database().pool()).removeBatch()))
                .isFalse();
        assertThat(rowsOf(deleted)).isEqualTo(tablesOfProjects());
    }

    @Test
    void everyTableOfProjectsIsThoughtOf() {
        List<String> removed = new ArrayList<>(OF_ISSUES);
        ProjectRemovalStore.TABLES.forEach(table -> removed.add(table.name()));

        assertThat(tablesOfProjects()).containsExactlyInAnyOrderElementsOf(removed);
    }

    @Test
    void lookingForWorkReadsNoTableWhole() throws Exception {
        delete();
        removeAll();

        assertThat(data.plan(ProjectRemovalStore.TAKE, Tuple.tuple())).doesNotContain("Seq Scan on issues");
    }

    private void delete() {
        data.sql("UPDATE projects SET deleted_at = now(), slug = id::text WHERE id = $1", deleted);
    }

    private void removeAll() {
        ProjectRemovalStore projects = new ProjectRemovalStore(data.database().pool());
        IssueRemovalStore issues = new IssueRemovalStore(data.database().pool(), 1_000);
        boolean more = true;
        while (more) {
            more = await(projects.removeBatch());
            more |= await(issues.removeBatch());
        }
    }

    private void gone() {
        assertThat(rowsOf(deleted)).isEmpty();
        assertThat(rowsOf(kept)).isEqualTo(tablesOfProjects());
        for (ProjectRemovalStore.Table table : ProjectRemovalStore.TABLES) {
            assertThat(data.number("SELECT count(*) FROM " + table.name() + " WHERE project_id = $1", kept))
                    .as(table.name())
                    .isGreaterThanOrEqualTo(ROWS);
        }
        assertThat(data.number("SELECT count(*) FROM projects WHERE id = $1 AND deleted_at IS NOT NULL", deleted))
                .isEqualTo(1);
    }

    /** The tables that have rows of the project. */
    private Set<String> rowsOf(UUID project) {
        Set<String> tables = new TreeSet<>();
        for (String table : tablesOfProjects()) {
            if (data.number("SELECT count(*) FROM " + table + " WHERE project_id = $1", project) > 0) {
                tables.add(table);
            }
        }
        return tables;
    }

    private Set<String> tablesOfProjects() {
        Set<String> tables = new TreeSet<>();
        for (Row row : data.sql(
                """
                SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE a.attname = 'project_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped""")) {
            tables.add(row.getString(0));
        }
        return tables;
    }

    /** Rows of the project in every table that has rows of projects. */
    private void fill(UUID project) {
        String each = " FROM generate_series(1, " + ROWS + ") n";
        for (String insert : List.of(
                "api_keys (project_id, key_value) SELECT $1, gen_random_uuid()",
                "alert_rules (project_id, name, condition_json) SELECT $1, 'r', '{}'",
                "attachments (project_id, event_id, digest, filename, kind, size, received_at, data)"
                        + " SELECT $1, gen_random_uuid(), gen_random_uuid(), 'a', 'k', 1, now(), 'x'",
                "user_feedback (id, project_id, message, received_at) SELECT gen_random_uuid(), $1, 'm', now()",
                "event_ids (project_id, event_id, id, issue_id)"
                        + " SELECT $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid()",
                "request_keys (project_id, request_key, payload_hash, attempt_id, ingress_node, owner_node)"
                        + " SELECT $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'a', 'a'",
                "rate_windows SELECT $1, now() + n * interval '1 minute', 1, 1",
                "item_counts SELECT $1, current_date + n, 'span', 1",
                "event_blocks (project_id, last_id, hour, ids, times, words)"
                        + " SELECT $1, gen_random_uuid(), now(), '{}', '{}', '{}'",
                "tag_hours SELECT $1, 'k', now(), n::text, 1",
                "project_releases SELECT $1, n::text, '', now(), now()",
                "saved_views (project_id, name, query, sort, shared) SELECT $1, n::text, '', 'last_seen', true",
                "gone_issues (issue_id, project_id) SELECT gen_random_uuid(), $1",
                "alert_progress SELECT $1, now() + n * interval '1 hour', 1",
                "digest_hours SELECT $1, now() + n * interval '1 hour', 1")) {
            data.sql("INSERT INTO " + insert + each, project);
        }
        data.sql(
                "INSERT INTO alerts (rule_id, project_id, message, condition_snapshot)"
                        + " SELECT id, project_id, 'm', '{}' FROM alert_rules WHERE project_id = $1",
                project);
        data.sql(
                "INSERT INTO episodes (rule_id, project_id, started_at, last_alert_at, alert_count, calm_at)"
                        + " SELECT id, project_id, now(), now(), 1, now() FROM alert_rules WHERE project_id = $1",
                project);
        data.sql(
                "WITH made AS (INSERT INTO users (email, password_hash) SELECT gen_random_uuid()::text, 'x'" + each
                        + " RETURNING id) INSERT INTO project_visits SELECT $1, id, now() FROM made",
                project);
        if (project.equals(kept)) {
            data.sql("INSERT INTO project_hours SELECT $1, now(), 'error', n, 0" + each, project);
            data.sql("INSERT INTO issues (project_id, fingerprint, title) VALUES ($1, 'f', 't')", project);
            data.sql(
                    "INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id)"
                            + " SELECT project_id, fingerprint, id FROM issues WHERE project_id = $1",
                    project);
            data.sql(
                    "INSERT INTO events (id, received_at, project_id, issue_id, fingerprint, level, message, tags, payload)"
                            + " SELECT gen_random_uuid(), date_trunc('hour', now()), project_id, id, 'f', 'error', 'm', '{}', 'x'"
                            + " FROM issues WHERE project_id = $1",
                    project);
            data.sql(
                    "UPDATE project_hours SET hour = date_trunc('hour', now(), 'UTC'), event_count = (slot = 1)::integer"
                            + " WHERE project_id = $1",
                    project);
        }
        data.sql(
                "INSERT INTO activities (project_id, issue_id, kind) SELECT project_id, id, 'resolved' FROM issues, generate_series(1, 5)"
                        + " WHERE project_id = $1",
                project);
        data.sql(
                "INSERT INTO issue_origins SELECT id, project_id, '1' FROM issues WHERE project_id = $1"
                        + " ON CONFLICT DO NOTHING",
                project);
    }
}
