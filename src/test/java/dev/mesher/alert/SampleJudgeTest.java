package dev.mesher.alert;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
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
    void aLookReadsTheEventsOfAFewRules() {
        data.sql("INSERT INTO alert_rules (project_id, name, condition_json) SELECT project_id, name, condition_json"
                + " FROM alert_rules, generate_series(1, 5)");
        user();
        user();

        assertThat(judged(0, true)).hasSize(4);
        assertThat(judged(1, false)).hasSize(2);
        assertThat(judged(2, false)).isEmpty();
    }

    private void user() {
        UUID event = data.event(issue, Duration.ZERO, new JsonObject());
        data.sql("UPDATE events SET user_hash = gen_random_uuid() WHERE id = $1", event);
    }

    /**
     * What fires that long after the events came.
     *
     * @param more whether more events of the project were counted
     */
    private List<Firing> judged(int seconds, boolean more) {
        OffsetDateTime now = data.time(Duration.ZERO).plusSeconds(seconds);
        return await(data.database().pool().withTransaction(transaction -> RuleStore.rules(
                        transaction, now, List.of(data.project()))
                .compose(rules -> judge.judge(
                        transaction,
                        new News(
                                now,
                                false,
                                List.of(),
                                more
                                        ? List.of(new ActivityStore.Change(data.project(), now, 1, false, false))
                                        : List.of(),
                                rules)))));
    }
}
