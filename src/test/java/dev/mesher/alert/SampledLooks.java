package dev.mesher.alert;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Looks and reads, one by one, of rules that are judged by reading events, in a database of their own. Blocking. */
final class SampledLooks implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private SampleJudge judge = new SampleJudge();
    private UUID issue = new UUID(0, 0);

    StoredData data() {
        return data;
    }

    /** What the events belong to. */
    UUID issue() {
        return issue;
    }

    /** A node that begins, and one rule: two users or more within five minutes. */
    void clear() {
        judge = new SampleJudge();
        data.sql("TRUNCATE alert_rules, issues, events CASCADE");
        data.sql("UPDATE digest_progress SET digested_to = DEFAULT, digested_until = DEFAULT");
        data.sql(
                "INSERT INTO alert_rules (project_id, name, created_at, condition_json) VALUES ($1, 'r',"
                        + " now() - interval '1 day', '{\"condition_type\":\"users\",\"threshold\":2,\"window_minutes\":5}')",
                data.project());
        issue = data.issue("Boom", Duration.ZERO);
    }

    void startAnew() {
        judge.startAnew();
    }

    /** The search index takes no event any more, as if all came later than it. */
    void theIndexIsPastAll() {
        data.sql(
                "UPDATE digest_progress SET digested_to = $1, digested_until = $2",
                new UUID(-1, -1),
                data.time(Duration.ZERO));
    }

    /** An event of another user. */
    void user() {
        user(Duration.ZERO);
    }

    /** An event of another user, from that long before. */
    void user(Duration ago) {
        UUID event = data.event(issue, ago, new JsonObject());
        data.sql("UPDATE events SET user_hash = gen_random_uuid() WHERE id = $1", event);
    }

    /** What fires when events from five hours ago are stored that long after the beginning. */
    List<Firing> late(int seconds) {
        assertThat(look(seconds, lateChange(seconds))).isEmpty();
        assertThat(read()).isFalse();
        return look(seconds, false);
    }

    List<ActivityStore.Change> lateChange(int seconds) {
        OffsetDateTime hour = data.time(Duration.ofHours(5)).truncatedTo(ChronoUnit.HOURS);
        return List.of(new ActivityStore.Change(data.project(), hour, seconds, false, true));
    }

    ActivityStore.Change change(int seconds) {
        return new ActivityStore.Change(data.project(), now(seconds), 1, false, false);
    }

    /** What a look finds, once the events are read that an earlier look at the same time asked for. */
    List<Firing> judged(int seconds, boolean more) {
        assertThat(look(seconds, more)).isEmpty();
        assertThat(read()).isFalse();
        return look(seconds, false);
    }

    /** Judges one rule. Whether another one is due. */
    boolean read() {
        return await(judge.read(data.database().pool()));
    }

    /**
     * What a look hands over that long after the events came.
     *
     * @param more whether more events of the project were counted
     */
    List<Firing> look(int seconds, boolean more) {
        return look(seconds, more ? List.of(change(seconds)) : List.of());
    }

    List<Firing> look(int seconds, List<ActivityStore.Change> changes) {
        OffsetDateTime now = now(seconds);
        return await(data.database().pool().withTransaction(transaction -> RuleStore.rules(
                        transaction, now, List.of(data.project()))
                .compose(rules -> judge.judge(transaction, new News(now, false, List.of(), changes, rules)))));
    }

    private OffsetDateTime now(int seconds) {
        return data.time(Duration.ZERO).plusSeconds(seconds);
    }

    @Override
    public void close() {
        data.close();
        await(vertx.close());
    }
}
