package dev.mesher.alert;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that are judged by reading events, once a minute. */
final class SampleJudgeTest {
    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final SampleJudge judge = new SampleJudge();
    private UUID issue;

    @BeforeEach
    void aRuleOfTwoUsers() {
        data.sql(
                "INSERT INTO alert_rules (project_id, name, created_at, condition_json) VALUES ($1, 'r',"
                        + " now() - interval '1 day', '{\"condition_type\":\"users\",\"threshold\":2,\"window_minutes\":5}')",
                data.project());
        issue = data.issue("Boom", Duration.ZERO);
    }

    @AfterEach
    void close() {
        data.close();
        await(vertx.close());
    }

    @Test
    void whatComesWithinTheMinuteIsJudgedAtItsEnd() {
        user();
        assertThat(judged(0, true)).isEmpty();
        user();

        assertThat(judged(10, true)).as("within the minute").isEmpty();
        assertThat(judged(59, false)).isEmpty();
        List<Firing> firings = judged(60, false);
        assertThat(firings).singleElement().satisfies(firing -> {
            assertThat(firing.message()).isEqualTo("2 users or more within 5 minutes");
            assertThat(firing.issue()).isNull();
            assertThat(firing.acceptedAt()).isEqualTo(data.time(Duration.ZERO));
        });
        assertThat(judged(180, false)).as("nothing came since").isEmpty();
    }

    @Test
    void aNodeThatBeginsJudgesWhatAnotherLeft() {
        user();
        user();

        assertThat(judged(0, false)).hasSize(1);
        assertThat(judged(1, false)).isEmpty();
        judge.startAnew();
        assertThat(judged(2, false)).hasSize(1);
    }

    @Test
    void aLookReadsNoEventsAndAReadJudgesOneRule() {
        data.sql("INSERT INTO alert_rules (project_id, name, condition_json) SELECT project_id, name, condition_json"
                + " FROM alert_rules, generate_series(1, 2)");
        user();
        user();

        assertThat(look(0, true)).isEmpty();
        assertThat(read()).as("others are due").isTrue();
        assertThat(look(0, false)).hasSize(1);
        assertThat(read()).isTrue();
        assertThat(read()).isFalse();
        assertThat(look(1, false)).hasSize(2);
        assertThat(look(2, false)).isEmpty();
    }

    @Test
    void whatWasFoundIsDroppedWhenTheRuleChangedSince() {
        user();
        user();
        assertThat(look(0, true)).isEmpty();
        assertThat(read()).isFalse();
        data.sql("UPDATE alert_rules SET filters = '{\"level\":\"fatal\"}'");

        assertThat(look(1, false)).isEmpty();
    }

    @Test
    void aReadThatFailsIsMadeAgainAMinuteLater() {
        user();
        user();
        assertThat(look(0, true)).isEmpty();
        data.sql("ALTER TABLE event_blocks RENAME TO gone");
        assertThatThrownBy(this::read).isInstanceOf(PgException.class);
        data.sql("ALTER TABLE gone RENAME TO event_blocks");

        assertThat(judged(59, false)).isEmpty();
        assertThat(judged(60, false)).hasSize(1);
    }

    @Test
    void eventsThatAreStoredLateFireByAWindowOfThePast() {
        theIndexIsPastAll();
        Duration ago = Duration.ofHours(5);
        user(ago);
        assertThat(late(0)).isEmpty();
        user(ago.minusMinutes(20));
        assertThat(late(60)).as("not within five minutes").isEmpty();
        user(ago.minusMinutes(1));

        assertThat(late(120)).singleElement().satisfies(firing -> {
            assertThat(firing.message()).isEqualTo("2 users or more within 5 minutes");
            assertThat(firing.acceptedAt()).isNull();
        });
    }

    @Test
    void eventsThatAreStoredLateAreComparedWithTheFilters() {
        data.sql("UPDATE alert_rules SET filters = '{\"environment\":\"production\"}', condition_json ="
                + " '{\"condition_type\":\"threshold\",\"threshold\":2,\"window_minutes\":5}'");
        theIndexIsPastAll();
        Duration ago = Duration.ofHours(5);
        for (String environment : List.of("production", "staging")) {
            UUID unused = data.event(issue, ago, new JsonObject().put("environment", environment));
        }
        assertThat(late(0)).isEmpty();
        UUID unused = data.event(issue, ago, new JsonObject().put("environment", "production"));

        assertThat(late(60)).hasSize(1);
    }

    @Test
    void aWindowFromBeforeTheRuleLastFiredIsLeftOut() {
        theIndexIsPastAll();
        data.sql("UPDATE alert_rules SET last_fired_at = now() - interval '61 minutes'");
        user(Duration.ofHours(5));
        user(Duration.ofHours(5));

        assertThat(late(0)).isEmpty();
    }

    @Test
    void whatIsLateStaysSoWhileTheRuleWaits() {
        theIndexIsPastAll();
        assertThat(judged(0, true)).isEmpty();
        user(Duration.ofHours(5));
        user(Duration.ofHours(5));
        assertThat(look(1, lateChange(1))).isEmpty();
        assertThat(look(2, List.of(change(2)))).isEmpty();

        assertThat(judged(60, false)).hasSize(1);
    }

    /** The search index takes no event any more, as if all came later than it. */
    private void theIndexIsPastAll() {
        data.sql(
                "UPDATE digest_progress SET digested_to = $1, digested_until = $2",
                new UUID(-1, -1),
                data.time(Duration.ZERO));
    }

    private void user(Duration ago) {
        UUID event = data.event(issue, ago, new JsonObject());
        data.sql("UPDATE events SET user_hash = gen_random_uuid() WHERE id = $1", event);
    }

    /** What fires when events from five hours ago are stored that long after the beginning. */
    private List<Firing> late(int seconds) {
        assertThat(look(seconds, lateChange(seconds))).isEmpty();
        assertThat(read()).isFalse();
        return look(seconds, false);
    }

    private List<ActivityStore.Change> lateChange(int seconds) {
        OffsetDateTime hour = data.time(Duration.ofHours(5)).truncatedTo(ChronoUnit.HOURS);
        return List.of(new ActivityStore.Change(data.project(), hour, seconds, false, true));
    }

    private ActivityStore.Change change(int seconds) {
        return new ActivityStore.Change(data.project(), now(seconds), 1, false, false);
    }

    private OffsetDateTime now(int seconds) {
        return data.time(Duration.ZERO).plusSeconds(seconds);
    }

    private void user() {
        user(Duration.ZERO);
    }

    /** What a look finds, once the events are read that an earlier look at the same time asked for. */
    private List<Firing> judged(int seconds, boolean more) {
        assertThat(look(seconds, more)).isEmpty();
        assertThat(read()).isFalse();
        return look(seconds, false);
    }

    private boolean read() {
        return await(judge.read(data.database().pool()));
    }

    /**
     * What a look hands over that long after the events came.
     *
     * @param more whether more events of the project were counted
     */
    private List<Firing> look(int seconds, boolean more) {
        return look(seconds, more ? List.of(change(seconds)) : List.of());
    }

    private List<Firing> look(int seconds, List<ActivityStore.Change> changes) {
        OffsetDateTime now = now(seconds);
        return await(data.database().pool().withTransaction(transaction -> RuleStore.rules(
                        transaction, now, List.of(data.project()))
                .compose(rules -> judge.judge(transaction, new News(now, false, List.of(), changes, rules)))));
    }
}
