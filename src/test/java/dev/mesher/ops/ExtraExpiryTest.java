package dev.mesher.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.attachment.ExtraExpiryStore;
import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.testing.Await;
import dev.mesher.testing.ClosedDays;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attachments and feedback go with their events, and attachments that never got an event go, too. Feedback stays. */
final class ExtraExpiryTest {
    private static final int BATCH = 2;

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final UUID eventId = UUID.randomUUID();
    private UUID issue;

    @BeforeEach
    void anEvent() {
        issue = data.issue("Boom", Duration.ZERO);
        data.event(issue, Duration.ofHours(3), new JsonObject().put("event_id", eventId.toString()));
        data.sql("UPDATE projects SET retention_days = 10");
        ClosedDays.index(vertx, data);
    }

    @AfterEach
    void stop() {
        data.close();
        Await.await(vertx.close());
    }

    @Test
    void whatIsPastTheRetentionGoesInBatches() {
        for (int i = 0; i < 5; i++) {
            belonging(UUID.randomUUID(), "12 days");
        }
        belonging(eventId, "3 hours");
        data.sql("UPDATE attachments SET settled = true");

        assertThat(step()).isTrue();
        assertThat(attachments()).isEqualTo(4);
        finish();

        assertThat(attachments()).isEqualTo(1);
        assertThat(feedback()).isEqualTo(1);
    }

    @Test
    void whatGotNoEventWithinAnHourGoesAndTheRestIsLookedAtOnce() {
        belonging(UUID.randomUUID(), "61 minutes");
        belonging(UUID.randomUUID(), "59 minutes");
        belonging(eventId, "3 hours");

        count("attachment", 7);
        finish();

        assertThat(attachments()).isEqualTo(2);
        assertThat(feedback()).isEqualTo(3);
        assertThat(counted("attachment") + counted("attachment.event_missing")).isEqualTo(7);
        assertThat(counted("attachment.event_missing")).isEqualTo(1);
        assertThat(data.number("SELECT count(*) FROM attachments WHERE settled AND event_id = $1", eventId))
                .isEqualTo(1);
        assertThat(data.number("SELECT count(*) FROM attachments WHERE settled"))
                .isEqualTo(1);
    }

    @Test
    void nothingIsSaidToHaveNoEventWhileADayIsNotIndexed() {
        belonging(UUID.randomUUID(), "61 minutes");
        data.sql("SELECT ensure_event_partitions(current_date - 9, current_date - 8)");

        finish();
        assertThat(attachments()).isEqualTo(1);
        assertThat(feedback()).isEqualTo(1);

        ClosedDays.index(vertx, data);
        finish();
        assertThat(attachments()).isZero();
        assertThat(feedback()).isEqualTo(1);
    }

    @Test
    void theEventOfAClosedDayIsFound() {
        UUID old = UUID.randomUUID();
        data.sql("SELECT ensure_event_partitions(current_date - 9, current_date - 1)");
        data.event(issue, Duration.ofDays(5), new JsonObject().put("event_id", old.toString()));
        ClosedDays.index(vertx, data);
        data.sql("DELETE FROM event_ids");
        belonging(old, "3 hours");
        belonging(UUID.randomUUID(), "3 hours");

        finish();

        assertThat(data.number("SELECT count(*) FROM attachments WHERE settled AND event_id = $1", old))
                .isEqualTo(1);
        assertThat(attachments()).isEqualTo(1);
    }

    @Test
    void aFileOfFeedbackStaysAndGoesWithIt() {
        UUID client = UUID.randomUUID();
        belonging(client, "3 hours");
        data.sql("UPDATE user_feedback SET feedback_id = $1, event_id = $2", client, eventId);

        finish();
        assertThat(attachments()).isEqualTo(1);

        data.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", issue);
        assertThat(Await.await(new IssueRemovalStore(data.database().pool(), 100).removeBatch()))
                .isTrue();
        assertThat(feedback()).isZero();
        assertThat(attachments()).isZero();
    }

    @Test
    void retentionDoesItWhenNothingElseIsLeftToDo() {
        belonging(UUID.randomUUID(), "12 days");
        AuthorityVerticle authority = new AuthorityVerticle(
                data.database().pool(),
                new Continuity("a", ContinuityRole.PRIMARY, 0),
                LeaseTimes.DEFAULT,
                new Diagnostics());
        Await.await(vertx.deployVerticle(authority));
        RetentionVerticle retention = new RetentionVerticle(authority.authority(), Duration.ofDays(1));

        while (Await.await(retention.step())) {
            assertThat(attachments()).isLessThan(2);
        }

        assertThat(attachments()).isZero();
    }

    @Test
    void aRemovedIssueTakesThemAlong() throws Exception {
        belonging(eventId, "3 hours");
        UUID kept = UUID.randomUUID();
        belonging(kept, "3 hours");
        data.event(
                data.issue("Kept", Duration.ZERO),
                Duration.ofHours(3),
                new JsonObject().put("event_id", kept.toString()));
        data.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", issue);

        assertThat(Await.await(new IssueRemovalStore(data.database().pool(), 100).removeBatch()))
                .isTrue();

        assertThat(data.number("SELECT count(*) FROM attachments WHERE event_id = $1", eventId))
                .isZero();
        assertThat(data.number("SELECT count(*) FROM user_feedback WHERE event_id = $1", eventId))
                .isZero();
        assertThat(attachments()).isEqualTo(1);
        assertThat(feedback()).isEqualTo(1);
    }

    @Test
    void countsThatNothingShowsGo() {
        data.sql("INSERT INTO item_counts SELECT id, current_date - n, 'session', 1"
                + " FROM projects, unnest(ARRAY[1, 29, 100, 200, 300]) AS n WHERE number = 1");

        finish();

        assertThat(data.number("SELECT count(*) FROM item_counts")).isEqualTo(2);
    }

    private void belonging(UUID event, String age) {
        data.sql(
                "INSERT INTO attachments (project_id, event_id, digest, filename, kind, size, received_at, data)"
                        + " VALUES ($1, $2, gen_random_uuid(), 'f', 'k', 1, now() - $3::text::interval, 'x')",
                data.project(),
                event,
                age);
        data.sql(
                "INSERT INTO user_feedback (project_id, event_id, id, message, received_at)"
                        + " VALUES ($1, $2, gen_random_uuid(), 'm', now() - $3::text::interval)",
                data.project(),
                event,
                age);
    }

    private void count(String category, int count) {
        data.sql(
                "INSERT INTO item_counts SELECT $1, (now() AT TIME ZONE 'UTC')::date, $2, $3",
                data.project(),
                category,
                (long) count);
    }

    private long counted(String category) {
        return data.number(
                "SELECT coalesce(sum(item_count), 0)::bigint FROM item_counts WHERE category = $1", category);
    }

    private void finish() {
        while (step()) {
            assertThat(attachments()).isGreaterThanOrEqualTo(0);
        }
    }

    private boolean step() {
        return Await.await(
                data.database().pool().withTransaction(connection -> ExtraExpiryStore.step(connection, BATCH)));
    }

    private long attachments() {
        return data.number("SELECT count(*) FROM attachments");
    }

    private long feedback() {
        return data.number("SELECT count(*) FROM user_feedback");
    }
}
