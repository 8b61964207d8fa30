package dev.mesher.told.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.mesher.told.channel.Message.Kind;
import dev.mesher.told.send.Outbound;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each product's format against its documented schema and limits, with usual, hostile and over-long messages. */
final class ProductFormatsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final String URL = "https://hooks.example/services/T1/B2/hush";

    static final Map<String, JsonObject> SETTINGS = Map.of(
            "webhook", new JsonObject().put("url", URL).put("secret", "0123456789abcdef"),
            "email", new JsonObject().put("to", new JsonArray().add("ada@example.org")),
            "slack", new JsonObject().put("url", URL),
            "discord", new JsonObject().put("url", URL),
            "teams", new JsonObject().put("url", URL),
            "ntfy",
                    new JsonObject()
                            .put("url", "https://ntfy.sh")
                            .put("topic", "alerts")
                            .put("token", "tk_hush"),
            "pagerduty", new JsonObject().put("routing_key", "h".repeat(32)).put("webhook_secret", "hush"));

    @ParameterizedTest
    @ValueSource(strings = {"webhook", "slack", "discord", "teams", "ntfy", "pagerduty"})
    void everyMessageIsOfTheSchema(String kind) throws IOException {
        JsonSchema schema = schema(kind);
        for (Message message : messages()) {
            JsonNode body = JSON.readTree(post(kind, message).body().getBytes());
            assertThat(schema.validate(body))
                    .as("%s %s", message.kind(), message.content().summary())
                    .isEmpty();
        }
    }

    @Test
    void aTextOfAnyLengthKeepsWithinTheLimitsOfSize() {
        for (Message message : messages()) {
            JsonObject embed = json("discord", message).getJsonArray("embeds").getJsonObject(0);
            assertThat(embed.getString("title").length()
                            + embed.getString("description").length()
                            + embed.getJsonObject("footer").getString("text").length())
                    .isLessThanOrEqualTo(6_000);
            assertThat(post("teams", message).body().length()).isLessThanOrEqualTo(28 * 1024);
            JsonObject ntfy = json("ntfy", message);
            assertThat(ntfy.getString("message").getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(4_096);
            assertThat(post("ntfy", message).body().length()).isLessThanOrEqualTo(8_192);
            assertThat(post("pagerduty", message).body().length()).isLessThanOrEqualTo(512 * 1024);
        }
    }

    /** The issues that a receiver has no room for are counted. */
    @Test
    void whatIsLeftOutIsCounted() {
        Message longest = Messages.ofTexts(Kind.DIGEST, "\uD83D\uDE00\"".repeat(500));

        assertThat(json("ntfy", longest).getString("message")).containsPattern("and 4,99[1-9] more issues");
        assertThat(json("discord", longest).getJsonArray("embeds").encode())
                .containsPattern("and 4,99[0-9] more issues");
        assertThat(post("teams", longest).body().toString()).containsPattern("and 4,99[1-9] more issues");
        assertThat(post("slack", longest).body().toString()).contains("and 4,990 more issues");
    }

    @Test
    void noTextMentionsAnybodyInSlack() {
        JsonObject body = json("slack", Messages.ofTexts(Kind.DIGEST, Messages.HOSTILE));

        assertThat(body.getBoolean("mrkdwn")).isFalse();
        assertThat(body.getString("text")).doesNotContain("<", ">").contains("&lt;!here&gt;", "&amp;");
        for (Object block : body.getJsonArray("blocks")) {
            JsonObject text = ((JsonObject) block).getJsonObject("text");
            if (text != null) {
                assertThat(text.getString("type")).isEqualTo("plain_text");
                assertThat(text.getString("text")).doesNotContain("<", ">");
            }
        }
    }

    @Test
    void noTextMentionsAnybodyInDiscord() {
        JsonObject body = json("discord", Messages.ofTexts(Kind.DIGEST, Messages.HOSTILE));
        String description = body.getJsonArray("embeds").getJsonObject(0).getString("description");

        assertThat(body.getJsonObject("allowed_mentions")).isEqualTo(new JsonObject().put("parse", new JsonArray()));
        assertThat(description).contains("\\<\\@&1\\>", "\\[x\\]\\(http").doesNotContain(" @everyone", " <@");
    }

    @Test
    void noTextIsMarkdownInTeams() {
        String body = post("teams", Messages.ofTexts(Kind.DIGEST, Messages.HOSTILE))
                .body()
                .toString();

        assertThat(body).contains("TextRun").doesNotContain("TextBlock\",\"text", "\"type\":\"TextBlock\"");
    }

    @Test
    void anEpisodeIsOneIncidentOfPagerDuty() {
        Map<Kind, String> actions = Map.of(
                Kind.FIRST, "trigger",
                Kind.DIGEST, "trigger",
                Kind.CALM, "resolve",
                Kind.ACKNOWLEDGED, "acknowledge",
                Kind.RESOLVED, "resolve",
                Kind.TEST, "trigger");
        for (Kind kind : Kind.values()) {
            JsonObject body = json("pagerduty", Messages.usual(kind));
            assertThat(body.getString("event_action")).as(kind.name()).isEqualTo(actions.get(kind));
            assertThat(body.getString("dedup_key")).isEqualTo(Messages.EPISODE.toString());
        }
        assertThat(json("pagerduty", Messages.usual(Kind.FIRST))
                        .getJsonObject("payload")
                        .getString("severity"))
                .isEqualTo("critical");
    }

    @Test
    void ntfyGetsItsTokenInAHeaderAlone() {
        Outbound.Post post = post("ntfy", Messages.usual(Kind.FIRST));

        assertThat(post.headers()).containsEntry("Authorization", "Bearer tk_hush");
        assertThat(post.body().toString()).doesNotContain("hush");
    }

    @Test
    void theStoredFormIsTheSameMessage() {
        for (Message message : messages()) {
            assertThat(MessageBody.message(
                            new JsonObject(MessageBody.json(message).encode())))
                    .isEqualTo(message);
        }
    }

    static List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            messages.add(Messages.usual(kind));
            messages.add(Messages.bare(kind));
            messages.add(Messages.ofTexts(kind, Messages.HOSTILE));
            messages.add(Messages.unlinked(Messages.ofTexts(kind, Messages.HOSTILE)));
            messages.add(Messages.ofTexts(kind, "<&>".repeat(10_000)));
            messages.add(Messages.ofTexts(kind, "*".repeat(10_000)));
            messages.add(Messages.ofTexts(kind, "a" + "\uD83D\uDE00".repeat(10_000)));
            messages.add(Messages.ofTexts(kind, "\"\\".repeat(10_000)));
        }
        return messages;
    }

    private static JsonSchema schema(String kind) throws IOException {
        try (InputStream resource = ProductFormatsTest.class.getResourceAsStream("/told/" + kind + ".json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(JSON.readTree(Objects.requireNonNull(resource)), STRICT);
        }
    }

    private static JsonObject json(String kind, Message message) {
        return new JsonObject(post(kind, message).body());
    }

    private static Outbound.Post post(String kind, Message message) {
        return (Outbound.Post)
                Channel.of(kind, Objects.requireNonNull(SETTINGS.get(kind))).outbound(message, Messages.AT);
    }
}
