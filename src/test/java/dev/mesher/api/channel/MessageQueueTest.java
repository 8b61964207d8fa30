package dev.mesher.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.testing.RawHttp;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of a channel, and messages that are sent again. */
final class MessageQueueTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private final ChannelRows rows = new ChannelRows(SERVER.data());
    private UUID channel = new UUID(0, 0);

    @BeforeEach
    void aChannel() {
        rows.clear();
        channel = rows.channel("default");
        List<Integer> unused = SERVER.takeQueued();
    }

    @Test
    void aTestIsQueuedAndSoManyWait() {
        for (int made = 0; made < MessageQueueStore.MOST_TESTS; made++) {
            RawHttp.Answer answer = act("channels/" + channel + "/test");
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(SERVER.data()
                            .number(
                                    "SELECT count(*) FROM messages WHERE id = $1 AND channel_id = $2 AND content IS NULL",
                                    UUID.fromString(answer.object().getString("message_id")),
                                    channel))
                    .isEqualTo(1);
        }

        RawHttp.Answer refused = act("channels/" + channel + "/test");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).isEqualTo("5 tests of this channel are waiting to be sent");
        assertThat(SERVER.takeQueued()).containsExactly(1, 1, 1, 1, 1);
        assertThat(SERVER.data()
                        .number("SELECT count(*) FROM messages WHERE kind = 'test' AND next_try_at <= now()"
                                + " AND give_up_at = due_at + interval '10 minutes'"))
                .isEqualTo(5);
        assertThat(act("channels/" + rows.channel("default") + "/test").status())
                .as("of another channel")
                .isEqualTo(201);
        SERVER.data().sql("UPDATE messages SET delivered_at = now()");
        assertThat(act("channels/" + channel + "/test").status()).isEqualTo(201);
        assertThat(act("channels/" + UUID.randomUUID() + "/test").status()).isEqualTo(404);
    }

    @Test
    void aDeliveredMessageIsSentAgainWithItsContent() {
        UUID message = rows.message(channel, rows.episode(), "first");
        SERVER.data()
                .sql(
                        "UPDATE messages SET delivered_at = now(), attempt = 3, content = '{\"summary\":\"s\"}', last_alert = 7,"
                                + " claimed_until = now() + interval '1 minute', next_try_at = now() + interval '1 hour',"
                                + " give_up_at = now() - interval '1 hour' WHERE id = $1",
                        message);

        assertThat(act("messages/" + message + "/redeliver").status()).isEqualTo(200);

        assertThat(
                        SERVER.data()
                                .number(
                                        "SELECT count(*) FROM messages WHERE delivered_at IS NULL AND given_up_at IS NULL"
                                                + " AND claimed_until IS NULL AND next_try_at <= now() AND attempt = 3 AND last_alert = 7"
                                                + " AND content = '{\"summary\":\"s\"}' AND give_up_at = next_try_at + interval '24 hours'"))
                .isEqualTo(1);
        assertThat(act("messages/" + UUID.randomUUID() + "/redeliver").status()).isEqualTo(404);
        assertThat(SERVER.takeQueued()).containsExactly(1);
    }

    @Test
    void aMessageThatIsBeingSentKeepsItsClaim() {
        UUID message = rows.message(channel, null, "test");
        SERVER.data().sql("UPDATE messages SET claimed_until = now() + interval '1 minute' WHERE id = $1", message);

        assertThat(act("messages/" + message + "/redeliver").status()).isEqualTo(200);

        assertThat(SERVER.data().number("SELECT count(*) FROM messages WHERE claimed_until > now()"))
                .isEqualTo(1);
    }

    private static RawHttp.Answer act(String path) {
        return SERVER.http().post("/api/v1/" + path, "");
    }
}
