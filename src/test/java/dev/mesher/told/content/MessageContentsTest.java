package dev.mesher.told.content;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import dev.mesher.told.channel.Message;
import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.channel.MessageBody;
import dev.mesher.told.content.MessageContents.Made;
import dev.mesher.told.link.AcknowledgeLink;
import dev.mesher.told.link.AcknowledgeLink.Token;
import dev.mesher.told.link.AcknowledgeLink.Valid;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the messages of an episode say. */
final class MessageContentsTest {
    private static final String BASE = "https://mesher.example";

    private static Vertx vertx;
    private static StoredData data;
    private static MessageContents contents;

    private UUID channel;
    private UUID rule;
    private UUID episode;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        data = new StoredData(vertx);
        contents = new MessageContents(data.database().pool(), Optional.of(URI.create(BASE)));
    }

    @AfterAll
    static void stop() {
        data.close();
        await(vertx.close());
    }

    @BeforeEach
    void episode() {
        channel = id(
                "INSERT INTO channels (org_id, kind, name, settings)"
                        + " SELECT org_id, 'webhook', 'ops', '{}' FROM projects WHERE id = $1 RETURNING id",
                data.project());
        rule = id(
                "INSERT INTO alert_rules (project_id, name, condition_json) VALUES ($1, 'a rule', '{}') RETURNING id",
                data.project());
        episode = id(
                "INSERT INTO episodes (rule_id, project_id, started_at, last_alert_at, alert_count, calm_at)"
                        + " VALUES ($1, $2, $3, now(), 1, now()) RETURNING id",
                rule,
                data.project(),
                data.time(Duration.ofMinutes(14)));
    }

    @Test
    void aFirstMessageOfOneIssueSaysWhatItsAlertSays() {
        UUID issue = data.issue("boom", Duration.ofMinutes(1));
        data.event(issue, Duration.ofMinutes(1), new JsonObject().put("release", "4.18.2"));
        alert(issue, "new_issue", "New issue: boom");

        Message message = make(queue("first")).message();

        assertThat(message.content().summary()).isEqualTo("New issue: boom");
        Line line = message.content().lines().get(0);
        assertThat(line.release()).isEqualTo("4.18.2");
        assertThat(line.count()).isEqualTo(1);
        assertThat(line.url()).isEqualTo(BASE + "/p/1/issues/" + issue);
        assertThat(message.links().episode()).isEqualTo(BASE + "/p/1/alerts?episode=" + episode);
        assertThat(message.origin().rule()).isEqualTo("a rule");
    }

    @Test
    void itsLinkAcknowledgesTheEpisodeForSevenDays() {
        alert(null, "threshold", "100 events or more within 5 minutes");
        Made made = make(queue("first"));
        byte[] key = data.sql("SELECT key FROM shared_keys WHERE name = 'acknowledge'")
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        String link = Optional.ofNullable(made.message().links().acknowledge()).orElseThrow();

        assertThat(link).startsWith(BASE + "/acknowledge/");
        Instant expires = Instant.ofEpochSecond(
                made.message().at().plus(AcknowledgeLink.VALID_FOR).getEpochSecond());
        assertThat(new AcknowledgeLink(key).read(link.substring(link.lastIndexOf('/') + 1), Instant.now()))
                .isEqualTo(new Valid(new Token(episode, channel, expires)));
        assertThat(made.message().content().summary()).isEqualTo("100 events or more within 5 minutes");
    }

    @Test
    void manyIssuesAreTenLinesWorstFirstAndTheRestIsCounted() {
        for (int i = 0; i < 12; i++) {
            UUID issue = data.issue("issue " + i, Duration.ofMinutes(1));
            data.event(issue, Duration.ZERO, event("4.18.2", i == 0 ? "pod-1" : "pod-7"));
            data.sql(
                    "UPDATE issues SET event_count = $2, level = $3 WHERE id = $1",
                    issue,
                    (long) i,
                    i == 3 ? "fatal" : i == 11 ? "warning" : "error");
            alert(issue, "new_issue", "New issue: issue " + i);
        }

        Message.Content content = make(queue("first")).message().content();

        assertThat(content.summary()).isEqualTo("12 new issues");
        assertThat(content.lines())
                .hasSize(10)
                .extracting(Line::title)
                .startsWith("issue 3", "issue 10", "issue 9")
                .doesNotContain("issue 11");
        assertThat(content.more()).isEqualTo(2);
        assertThat(content.common()).isEqualTo("11 of 12 share release 4.18.2 and host pod-7");
    }

    @Test
    void aDigestTellsWhatCameSinceTheMessageBeforeAndWhatGrows() {
        UUID old = data.issue("old", Duration.ofHours(2));
        for (int ago = 7; ago > 0; ago--) {
            data.event(old, Duration.ofMinutes(ago), new JsonObject());
        }
        for (int i = 0; i < 8; i++) {
            data.event(old, Duration.ofMinutes(2), new JsonObject());
        }
        alert(old, "new_issue", "New issue: old");
        told(queue("first"), Duration.ofMinutes(3).plusSeconds(30));
        alert(data.issue("new", Duration.ofMinutes(1)), "new_issue", "New issue: new");
        alert(old, "regression", "Regression: old");

        Message.Content content = make(queue("digest")).message().content();

        assertThat(content.summary()).isEqualTo("2 more alerts of 2 issues");
        assertThat(content.lines()).extracting(Line::title).containsExactly("old", "new");
        assertThat(content.lines().get(0).count()).as("events since then").isEqualTo(11);
        assertThat(content.growing()).matches("old: [34] → 11 events");
    }

    @Test
    void lessThanTwiceAsManyEventsAreNoGrowth() {
        UUID issue = data.issue("steady", Duration.ofHours(2));
        for (int ago = 2; ago < 8; ago++) {
            data.event(issue, Duration.ofMinutes(ago), new JsonObject());
        }
        alert(issue, "new_issue", "New issue: steady");
        told(queue("first"), Duration.ofMinutes(4).plusSeconds(30));
        alert(issue, "regression", "Regression: steady");

        assertThat(make(queue("digest")).message().content().growing()).isNull();
    }

    @Test
    void anIssueThatIsDeletedIsNeitherListedNorCounted() {
        UUID deleted = data.issue("deleted", Duration.ofMinutes(1));
        alert(deleted, "new_issue", "New issue: deleted");
        alert(data.issue("left", Duration.ofMinutes(1)), "new_issue", "New issue: left");
        data.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", deleted);

        Message.Content content = make(queue("first")).message().content();

        assertThat(content.summary()).isEqualTo("2 alerts of 1 issue");
        assertThat(content.lines()).extracting(Line::title).containsExactly("left");
        assertThat(content.more()).isZero();
    }

    @Test
    void calmListsWhatNoMessageHasTold() {
        alert(data.issue("told", Duration.ofMinutes(5)), "new_issue", "New issue: told");
        told(queue("first"), Duration.ofMinutes(4));
        for (int i = 0; i < 12; i++) {
            alert(data.issue("untold " + i, Duration.ofMinutes(1)), "new_issue", "New issue: untold");
        }

        Message.Content content = make(queue("calm")).message().content();

        assertThat(content.lines()).hasSize(10).extracting(Line::title).doesNotContain("told");
        assertThat(content.more()).isEqualTo(2);
    }

    @Test
    void aMessageThatWasGivenUpHasToldNobody() {
        alert(data.issue("one", Duration.ofMinutes(5)), "new_issue", "New issue: one");
        UUID first = queue("first");
        told(first, Duration.ofMinutes(4));
        alert(data.issue("two", Duration.ofMinutes(1)), "new_issue", "New issue: two");
        UUID digest = queue("digest");

        assertThat(make(digest).message().content().summary()).isEqualTo("1 more alert: New issue: two");
        data.sql("UPDATE messages SET delivered_at = NULL, given_up_at = now() WHERE id = $1", first);
        assertThat(make(digest).message().content().summary()).isEqualTo("2 more new issues");
    }

    @Test
    void otherKindsSpeakOfTheWholeEpisode() {
        for (String title : new String[] {"one", "two"}) {
            alert(data.issue(title, Duration.ofMinutes(5)), "new_issue", "New issue: " + title);
        }
        data.sql("UPDATE episodes SET alert_count = 2 WHERE id = $1", episode);
        told(queue("first"), Duration.ofMinutes(4));

        for (String kind : new String[] {"calm", "acknowledged", "resolved"}) {
            Made made = make(queue(kind));
            assertThat(made.message().content().summary()).matches("2 alerts of 2 issues in 1[45] minutes");
            assertThat(made.message().content().lines()).isEmpty();
            assertThat(made.message().content().by()).isEqualTo("Ada");
            assertThat(made.message().links().acknowledge()).isNull();
            assertThat(made.lastAlert() == null).isEqualTo(!kind.equals("calm"));
        }
    }

    @Test
    void aTestNamesTheChannelAndWhoTriesIt() {
        Message message = make(queue("test", null)).message();

        assertThat(message.content().summary()).isEqualTo("Ada tries the channel ops: it works");
        assertThat(message.origin().episode()).isEqualTo(message.id());
        assertThat(message.links().acknowledge()).isNull();
    }

    @Test
    void isNothingWhenTheMessageIsGone() {
        assertThat(await(contents.make(UUID.randomUUID(), Instant.now()))).isEmpty();
    }

    /** With a tag that has the name of a field, which comes second to the field. */
    private static JsonObject event(String release, String host) {
        return new JsonObject()
                .put("release", release)
                .put("tags", new JsonObject().put("host", host).put("release", "a tag"));
    }

    private Made make(UUID message) {
        return await(contents.make(message, Instant.now())).orElseThrow();
    }

    /** The message was delivered, with what it says now but made that long ago. */
    private void told(UUID message, Duration ago) {
        Made made = await(contents.make(message, data.time(ago).toInstant())).orElseThrow();
        data.sql(
                "UPDATE messages SET content = $2, last_alert = $3, delivered_at = now() WHERE id = $1",
                message,
                MessageBody.json(made.message()),
                made.lastAlert());
    }

    private UUID queue(String kind) {
        return queue(kind, episode);
    }

    private UUID queue(String kind, @Nullable UUID of) {
        return id(
                "INSERT INTO messages (channel_id, episode_id, kind, said_by, due_at, next_try_at, give_up_at)"
                        + " VALUES ($1, $2, $3, 'Ada', now(), now(), now() + interval '1 day') RETURNING id",
                channel,
                of,
                kind);
    }

    private void alert(@Nullable UUID issue, String condition, String message) {
        data.sql(
                "INSERT INTO alerts (rule_id, project_id, message, condition_snapshot, issue_id, episode_id)"
                        + " VALUES ($1, $2, $3, $4, $5, $6)",
                rule,
                data.project(),
                message,
                new JsonObject().put("condition_type", condition),
                issue,
                episode);
    }

    private static UUID id(String statement, @Nullable Object... arguments) {
        return data.sql(statement, arguments).iterator().next().getUUID(0);
    }
}
