package dev.mesher.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.api.ApiServer;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels made, listed, changed and deleted. */
final class ChannelApiTest {
    private static final String CHANNELS = "/api/v1/orgs/default/channels";
    private static final String SECRET = "0123456789abcdef-secret";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    @BeforeEach
    void noChannels() {
        SERVER.data().sql("DELETE FROM channels");
    }

    @Test
    void aChannelInFull() {
        RawHttp.Answer made = SERVER.http().post(CHANNELS, webhook(" On call "));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        JsonObject shown = list().getJsonObject(0);
        assertThat(shown.remove("created_at")).isInstanceOf(String.class);
        assertThat(shown)
                .isEqualTo(new JsonObject()
                        .put("id", made.object().getString("id"))
                        .put("kind", "webhook")
                        .put("name", "On call")
                        .put(
                                "settings",
                                new JsonObject()
                                        .put("url", "https://hooks.example.org/a?[redacted]")
                                        .put("secret", "[redacted]"))
                        .put("failing_since", null)
                        .put("last_error", null)
                        .put("rules", 0));
        assertThat(SERVER.data().number("SELECT count(*) FROM channels WHERE settings->>'secret' = $1", SECRET))
                .as("what sends messages has the secret")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name is missing",
                "{'name':' '} | name is missing",
                "{'name':'a\\nb'} | name must have at most 200 characters, none of them for control",
                "{'name':7} | name must be text",
                "{'name':'a'} | kind is missing",
                "{'name':'a','kind':'webhook'} | settings must be a JSON object",
                "{'name':'a','kind':'pigeon','settings':{}} | kind must be one of webhook, email, slack, discord,"
                        + " teams, ntfy, pagerduty",
                "{'name':'a','kind':'ntfy','settings':{'url':'https://ntfy.sh'}} | settings.topic must be 1 to 64"
                        + " letters, digits, _ or -",
                "{'name':'a','kind':'email','settings':{'to':['a@example.org'],'cc':[]}} | settings.cc is unknown;"
                        + " known are to",
            })
    void aBadChannelIsRefusedInWords(String body, String words) {
        RawHttp.Answer answer = SERVER.http().post(CHANNELS, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
        assertThat(list()).isEmpty();
    }

    @Test
    void anEditChangesWhatItNamesAndKeepsSecrets() {
        String id = made(webhook("One"));
        JsonObject shown = list().getJsonObject(0);

        JsonObject settings = shown.getJsonObject("settings").copy().put("url", "https://hooks.example.org/b");
        RawHttp.Answer edited = edit(
                id,
                new JsonObject().put("name", "Two").put("settings", settings).encode());

        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(edited.object())
                .isEqualTo(shown.copy().put("name", "Two").put("settings", settings))
                .isEqualTo(list().getJsonObject(0));
        assertThat(SERVER.data().number("SELECT count(*) FROM channels WHERE settings->>'secret' = $1", SECRET))
                .isEqualTo(1);
        assertThat(edit(id, "{\"name\":\"Three\"}").object().getString("name")).isEqualTo("Three");
        assertThat(edit(UUID.randomUUID().toString(), "{\"name\":\"x\"}").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | none of name and settings is given",
                "{'kind':'ntfy'} | kind cannot be changed: create another channel",
                "{'name':null} | name is missing",
                "{'settings':[]} | settings must be a JSON object",
                "{'name':'x','settings':{'secret':'short'}} | settings.secret must be 16 to 200 visible ASCII"
                        + " characters; openssl rand -hex 32 makes some",
            })
    void aBadEditIsRefusedInWords(String body, String words) {
        String id = made(webhook("One"));
        JsonArray before = list();

        RawHttp.Answer answer = edit(id, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
        assertThat(list()).isEqualTo(before);
    }

    @Test
    void settingsOfAnotherToolAreShownAsNoneAndCanBeMended() {
        made(webhook("Good"));
        String id = made(webhook("Bad"));
        SERVER.data().sql("UPDATE channels SET settings = '{\"url\":\"nonsense\"}' WHERE id = $1", UUID.fromString(id));

        assertThat(list()).hasSize(2);
        assertThat(list().getJsonObject(0).getJsonObject("settings")).isEqualTo(new JsonObject());
        assertThat(edit(
                                id,
                                new JsonObject()
                                        .put("settings", webhook("").getJsonObject("settings"))
                                        .encode())
                        .status())
                .isEqualTo(200);
        assertThat(list().getJsonObject(0).getJsonObject("settings").fieldNames())
                .containsExactly("url", "secret");
    }

    @Test
    void anOrganizationHasFifty() {
        SERVER.data()
                .sql("INSERT INTO channels (org_id, kind, name, settings)"
                        + " SELECT o.id, 'email', n::text, '{\"to\":[\"a@example.org\"]}' FROM organizations o,"
                        + " generate_series(1, 49) n WHERE o.slug = 'default'");
        String last = made(webhook("last"));

        RawHttp.Answer refused = SERVER.http().post(CHANNELS, webhook("too many"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("50 channels");
        assertThat(list()).hasSize(50);
        assertThat(SERVER.http()
                        .post("/api/v1/channels/" + last + "/delete", "")
                        .status())
                .isEqualTo(200);
        assertThat(SERVER.http().post(CHANNELS, webhook("again")).status()).isEqualTo(201);
    }

    private static JsonArray list() {
        return SERVER.http().get(CHANNELS).array();
    }

    @CanIgnoreReturnValue
    private static String made(JsonObject channel) {
        RawHttp.Answer answer = SERVER.http().post(CHANNELS, channel);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.object().getString("id");
    }

    private static RawHttp.Answer edit(String channel, String body) {
        return SERVER.http().post("/api/v1/channels/" + channel, body);
    }

    private static JsonObject webhook(String name) {
        return new JsonObject()
                .put("kind", "webhook")
                .put("name", name)
                .put(
                        "settings",
                        new JsonObject()
                                .put("url", "https://hooks.example.org/a?token=hidden")
                                .put("secret", SECRET));
    }
}
