package dev.mesher.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.api.ApiServer;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The channels and filters of alert rules. */
final class RuleChannelsTest {
    private static final String RULES = "/api/v1/projects/1/alert-rules";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private String one = "";
    private String two = "";

    @BeforeEach
    void channels() {
        new ChannelRows(SERVER.data()).clear();
        one = channel("default");
        two = channel("default");
    }

    @Test
    void aRuleNamesChannelsAndAnEditReplacesThem() {
        String rule = made(List.of(two, one, two));

        assertThat(channelIds())
                .containsExactlyElementsOf(Stream.of(one, two).sorted().toList());
        assertThat(edit(rule, "{\"cooldown_minutes\":5}").object().getJsonArray("channel_ids"))
                .as("left out")
                .hasSize(2);
        assertThat(edit(rule, "{\"channel_ids\":[\"" + one + "\"]}").object().getJsonArray("channel_ids"))
                .containsExactly(one);
        assertThat(rules(one)).isEqualTo(1);
        assertThat(rules(two)).isZero();
        assertThat(edit(rule, "{\"channel_ids\":null}").object().getJsonArray("channel_ids"))
                .isEmpty();
        assertThat(channelIds()).isEmpty();
    }

    @Test
    void aRuleWithoutChannelsAndFiltersHasNone() {
        made(List.of());

        JsonObject rule = SERVER.http().get(RULES).array().getJsonObject(0);
        assertThat(rule.getJsonArray("channel_ids")).isEmpty();
        assertThat(rule.getJsonObject("filters")).isEqualTo(new JsonObject());
    }

    @Test
    void aDeletedChannelIsNamedByNoRule() {
        made(List.of(one, two));

        assertThat(SERVER.http().post("/api/v1/channels/" + one + "/delete", "").status())
                .isEqualTo(200);

        assertThat(channelIds()).containsExactly(two);
    }

    @Test
    void aChannelOfAnotherOrganizationIsRefused() {
        SERVER.data().sql("INSERT INTO organizations (name, slug) VALUES ('o', 'other') ON CONFLICT DO NOTHING");
        String rule = made(List.of(one));
        for (String stranger : List.of(channel("other"), UUID.randomUUID().toString())) {
            String words = "channel_ids: the project's organization has no channel " + stranger;

            RawHttp.Answer edited =
                    edit(rule, "{\"name\":\"New\",\"channel_ids\":[\"" + two + "\",\"" + stranger + "\"]}");
            RawHttp.Answer created = SERVER.http().post(RULES, rule(List.of(stranger)));

            assertThat(List.of(edited.status(), created.status())).containsExactly(400, 400);
            assertThat(List.of(edited.error(), created.error())).containsExactly(words, words);
        }
        assertThat(channelIds()).containsExactly(one);
        assertThat(SERVER.http().get(RULES).array()).hasSize(1);
        assertThat(SERVER.http().get(RULES).array().getJsonObject(0).getString("name"))
                .isEqualTo("r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"channel_ids\":\"x\"} | channel_ids must be a list of at most 10 ids of channels",
                "{\"channel_ids\":[7]} | channel_ids must be a list of at most 10 ids of channels",
                "{\"channel_ids\":[\"x\"]} | channel_ids: each id must be a UUID",
                "{\"channel_ids\":[1,2,3,4,5,6,7,8,9,10,11]} | channel_ids must be a list of at most 10 ids of channels",
                "{\"filters\":[]} | filters must be a JSON object",
                "{\"filters\":{\"level\":\"x\"}} | filters.level must be one of fatal, error, warning, info, debug, or a list of them",
            })
    void badFieldsAreRefusedInWords(String body, String words) {
        String rule = made(List.of());

        RawHttp.Answer answer = edit(rule, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
        assertThat(SERVER.http()
                        .post(RULES, rule(List.of()).mergeIn(new JsonObject(body)))
                        .error())
                .isEqualTo(words);
    }

    private static String channel(String organization) {
        return new ChannelRows(SERVER.data()).channel(organization).toString();
    }

    private static long rules(String channel) {
        return SERVER.http().get("/api/v1/orgs/default/channels").array().stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(channel))
                .mapToLong(each -> each.getLong("rules"))
                .sum();
    }

    private static JsonArray channelIds() {
        return SERVER.http().get(RULES).array().getJsonObject(0).getJsonArray("channel_ids");
    }

    @CanIgnoreReturnValue
    private static String made(List<String> channels) {
        RawHttp.Answer answer = SERVER.http().post(RULES, rule(channels));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.object().getString("id");
    }

    private static RawHttp.Answer edit(String rule, String body) {
        return SERVER.http().post("/api/v1/alert-rules/" + rule, body);
    }

    private static JsonObject rule(List<String> channels) {
        return new JsonObject()
                .put("name", "r")
                .put("condition", new JsonObject().put("condition_type", "new_issue"))
                .put("channel_ids", new JsonArray(channels));
    }
}
