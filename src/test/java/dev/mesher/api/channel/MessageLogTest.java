package dev.mesher.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.endpoint.Statement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a channel's messages. */
final class MessageLogTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private final ChannelRows rows = new ChannelRows(SERVER.data());
    private UUID channel = new UUID(0, 0);

    @BeforeEach
    void aChannel() {
        rows.clear();
        channel = rows.channel("default");
    }

    @Test
    void aMessageInFull() {
        UUID episode = rows.episode();
        UUID message = rows.message(channel, episode, "first");
        for (int attempt = 1; attempt <= 7; attempt++) {
            rows.tried(message, attempt);
        }

        JsonObject shown = log("").getJsonArray("data").getJsonObject(0);

        assertThat(shown.fieldNames())
                .containsExactly(
                        "id",
                        "kind",
                        "project_id",
                        "rule_id",
                        "rule_name",
                        "episode_id",
                        "said_by",
                        "summary",
                        "created_at",
                        "due_at",
                        "next_try_at",
                        "attempt",
                        "delivered_at",
                        "given_up_at",
                        "tries");
        assertThat(shown.getString("id")).isEqualTo(message.toString());
        assertThat(shown.getString("project_id"))
                .isEqualTo(SERVER.data().project().toString());
        assertThat(shown.getString("rule_name")).isEqualTo("Too many");
        assertThat(shown.getString("episode_id")).isEqualTo(episode.toString());
        assertThat(shown.getValue("summary")).as("before the first try").isNull();
        assertThat(shown.getString("next_try_at")).isNotNull();
        JsonArray tries = shown.getJsonArray("tries");
        assertThat(tries).hasSize(5);
        JsonObject newest = tries.getJsonObject(0);
        assertThat(newest.remove("at")).isInstanceOf(String.class);
        assertThat(newest)
                .isEqualTo(new JsonObject()
                        .put("attempt", 7)
                        .put("millis", 12)
                        .put("status", 500)
                        .put("words", "<b>Oops</b>")
                        .put("error", "the receiver answered 500"));
    }

    @Test
    void aSettledMessageHasNoNextTry() {
        UUID message = rows.message(channel, null, "test");
        SERVER.data()
                .sql(
                        "UPDATE messages SET given_up_at = now(), content = '{\"summary\":\"A test\"}' WHERE id = $1",
                        message);

        JsonObject shown = log("").getJsonArray("data").getJsonObject(0);

        assertThat(shown.getValue("next_try_at")).isNull();
        assertThat(shown.getString("given_up_at")).isNotNull();
        assertThat(shown.getString("summary")).isEqualTo("A test");
        assertThat(shown.getValue("rule_name")).isNull();
        assertThat(shown.getJsonArray("tries")).isEmpty();
    }

    @Test
    void messagesArePagedNewestFirst() {
        UUID older = rows.message(channel, null, "test");
        UUID unused = rows.message(rows.channel("default"), null, "test");
        UUID newer = rows.message(channel, null, "test");

        JsonObject first = log("?limit=1");
        JsonObject next =
                log("?cursor=" + first.getString("next_cursor") + "&cursor_id=" + first.getString("next_cursor_id"));

        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(ids(first)).containsExactly(newer.toString());
        assertThat(ids(next)).containsExactly(older.toString());
        assertThat(next.getBoolean("has_more")).isFalse();
        assertThat(SERVER.http()
                        .get(deliveries() + "?cursor=x&cursor_id=" + older)
                        .error())
                .isEqualTo("cursor must be a number");
    }

    @Test
    void theLogIsReadByItsIndexes() throws Exception {
        SERVER.data()
                .sql(
                        "INSERT INTO messages (channel_id, kind, due_at, next_try_at, give_up_at)"
                                + " SELECT $1, 'test', now(), now(), now() FROM generate_series(1, 2000)",
                        channel);
        SERVER.data().sql("ANALYZE messages");
        Statement list = MessageLogStore.statement(channel, 25, Optional.empty());

        assertThat(SERVER.data().plan(list.text(), list.arguments()))
                .contains("messages_channel")
                .doesNotContain("Sort", "Seq Scan on messages");
        assertThat(SERVER.data().plan(MessageLogStore.TRIES, Tuple.tuple().addArrayOfUUID(new UUID[] {channel})))
                .contains("deliveries_message")
                .doesNotContain("Seq Scan on deliveries");
    }

    private String deliveries() {
        return "/api/v1/channels/" + channel + "/deliveries";
    }

    private JsonObject log(String query) {
        return SERVER.http().get(deliveries() + query).object();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("data").stream()
                .map(each -> ((JsonObject) each).getString("id"))
                .toList();
    }
}
