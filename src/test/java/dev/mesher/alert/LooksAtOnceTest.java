package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Await;
import dev.mesher.testing.StoredData;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks beside each other and beside a sender, and what a look costs. */
final class LooksAtOnceTest {
    @AutoClose
    private static final Looks LOOKS = new Looks();

    private final StoredData data = LOOKS.data();
    private final EpisodeRows rows = new EpisodeRows(LOOKS);

    @BeforeEach
    void clear() {
        LOOKS.clear();
    }

    @Test
    void twoLooksAtOnceRaiseAndQueueOnce() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID channel = RuleRows.channel(data, rule);
        UUID counting = RuleRows.threshold(data, 1, 5);
        LOOKS.newIssues(200);
        LOOKS.events(data.issue("Boom", Duration.ZERO), 1);

        Future<AlertLook.Findings> one = LOOKS.start();
        Future<AlertLook.Findings> other = LOOKS.start();

        int queued = Await.await(one).queued() + Await.await(other).queued();
        assertThat(queued).isEqualTo(1);
        assertThat(rows.counts(rule)).containsExactly(201L);
        assertThat(rows.counts(counting)).containsExactly(1L);
        assertThat(rows.messages(channel)).containsExactly("first 0");
    }

    @Test
    void aMessageThatWaitsForItsFirstTryTellsOfLaterAlertsToo() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID channel = RuleRows.channel(data, rule);
        for (int minute = 0; minute < 5; minute++) {
            LOOKS.at(Duration.ofMinutes(minute));
            LOOKS.newIssues(1);
            LOOKS.look();
        }

        assertThat(rows.messages(channel)).containsExactly("first 0");
    }

    @Test
    void aMessageThatIsClaimedMeanwhileIsFollowedByADigest() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID channel = RuleRows.channel(data, rule);
        LOOKS.newIssues(1);
        LOOKS.look();
        PgConnection sender = Await.await(data.database().connect());
        Await.await(sender.query("BEGIN").execute());
        Await.await(sender.query("UPDATE messages SET attempt = 1").execute());
        LOOKS.newIssues(1);

        Future<AlertLook.Findings> look = LOOKS.start();
        Awaitility.await()
                .until(() -> data.number(
                                "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"
                                        + " AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())")
                        > 0);
        Await.await(sender.query("COMMIT").execute());
        AlertLook.Findings found = Await.await(look);

        assertThat(found.queued()).isEqualTo(1);
        assertThat(rows.messages(channel)).containsExactly("first 0", "digest 1");
        Await.await(sender.close());
    }

    @Test
    void aLookMakesNoMoreStatementsForMoreCauses() {
        for (int i = 0; i < 3; i++) {
            UUID unused = RuleRows.channel(data, RuleRows.rule(data, "new_issue", 60));
        }
        LOOKS.newIssues(1);
        int few = LOOKS.statements();
        LOOKS.newIssues(1_500);

        assertThat(LOOKS.statements()).isEqualTo(few);
        assertThat(data.number("SELECT count(*) FROM alerts")).isEqualTo(3 * 1_501);
    }

    @Test
    void alertsAreNumberedInTheOrderOfTheirCauses() {
        UUID unused = RuleRows.rule(data, "new_issue", 60);
        UUID first = data.issue("First", Duration.ZERO);
        UUID second = data.issue("Second", Duration.ZERO);

        LOOKS.look();

        assertThat(data.sql("SELECT issue_id FROM alerts ORDER BY number").stream()
                        .map(row -> row.getUUID("issue_id")))
                .containsExactly(first, second);
    }
}
