package dev.mesher.told.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.told.channel.Message.Kind;
import dev.mesher.told.send.Outbound;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every receiver is told all of a message in its order, with its links, and reads none of its texts as marks of its own. */
final class ProductContentsTest {
    private static final String HEADLINE = "47 new issues in 3 minutes";
    private static final String ORIGIN = "Project checkout · Rule New issues";
    private static final String COMMON = "44 of 47 share release 4.18.2 and host pod-7";
    private static final String GROWING = "TypeError: 12 → 310 events a minute";
    private static final String WORST = "TypeError: Cannot read properties of undefined (reading 'total')";
    private static final String WORST_DETAIL =
            "fatal · cart/total.js in sum · 5,310 events · 1,204 users · release 4.18.2";
    private static final String OTHER = "Timeout after 3000 ms calling payments";
    private static final String OTHER_DETAIL = "warning · cart/total.js in sum · 5,310 events · release 4.18.2";

    private static final List<String> BODY = List.of(
            "In common: " + COMMON,
            "Growing: " + GROWING,
            WORST,
            WORST_DETAIL,
            OTHER,
            OTHER_DETAIL,
            "and 45 more issues");

    private static final String EPISODE = Objects.requireNonNull(Messages.LINKS.episode());
    private static final String ACKNOWLEDGE = Objects.requireNonNull(Messages.LINKS.acknowledge());
    private static final String ISSUE = "https://mesher.example/issues/0197b000-0000-7000-8000-000000000003";

    private static final Message DIGEST = Messages.usual(Kind.DIGEST);

    /** What a mark of Discord is, unless a backslash stands before it. */
    private static final Pattern DISCORD_MARK = Pattern.compile("[*_~`|<>\\[\\]()#@]");

    @Test
    void slackIsToldAll() {
        JsonObject body = json("slack", DIGEST);

        assertThat(body.getString("text")).isEqualTo("[checkout] " + HEADLINE);
        assertThat(body.getJsonArray("blocks").encode())
                .containsSubsequence(all(HEADLINE, ORIGIN, BODY, "Open in Mesher", "Acknowledge"));
        assertThat(values("url", body)).containsExactly(ISSUE, ISSUE, EPISODE, ACKNOWLEDGE);
    }

    @Test
    void discordIsToldAll() {
        JsonObject embed = json("discord", DIGEST).getJsonArray("embeds").getJsonObject(0);

        assertThat(embed.getString("title")).isEqualTo(HEADLINE);
        assertThat(embed.getString("url")).isEqualTo(EPISODE);
        assertThat(embed.getJsonObject("footer").getString("text")).isEqualTo(ORIGIN);
        assertThat(embed.getInteger("color")).isEqualTo(0xC62828);
        assertThat(embed.getString("description").replace("\\", ""))
                .containsSubsequence(all("", "", BODY, "[Acknowledge](" + ACKNOWLEDGE + ")"))
                .containsSubsequence("](" + ISSUE + ")", "](" + ISSUE + ")");
    }

    @Test
    void teamsIsToldAll() {
        JsonObject body = json("teams", DIGEST);

        assertThat(body.encode())
                .containsSubsequence(all(HEADLINE, "Attention", List.of(ORIGIN), ""))
                .containsSubsequence(all(HEADLINE, ORIGIN, BODY, "Open in Mesher", "Acknowledge"));
        assertThat(values("url", body)).containsExactly(ISSUE, ISSUE, EPISODE, ACKNOWLEDGE);
        assertThat(json("teams", Messages.usual(Kind.CALM)).encode())
                .containsSubsequence("Calm again: New issues", "Good");
    }

    @Test
    void ntfyIsToldAll() {
        JsonObject body = json("ntfy", DIGEST);

        assertThat(body.getString("title")).isEqualTo("[checkout] " + HEADLINE);
        assertThat(body.getString("message")).containsSubsequence(all("", ORIGIN, BODY));
        assertThat(body.getString("click")).isEqualTo(EPISODE);
        assertThat(values("url", body)).containsExactly(EPISODE, ACKNOWLEDGE);
        assertThat(body.getInteger("priority")).isEqualTo(4);
        assertThat(json("ntfy", Messages.usual(Kind.CALM)).getInteger("priority"))
                .isEqualTo(2);
    }

    @Test
    void pagerDutyIsToldAll() {
        JsonObject body = json("pagerduty", DIGEST);
        JsonObject payload = body.getJsonObject("payload");

        assertThat(payload.getString("summary")).isEqualTo("[checkout] " + HEADLINE);
        assertThat(payload.getString("source")).isEqualTo("checkout");
        assertThat(payload.getJsonObject("custom_details"))
                .isEqualTo(new JsonObject()
                        .put("rule", "New issues")
                        .put(
                                "issues",
                                new JsonArray()
                                        .add(WORST + " (" + WORST_DETAIL + ")")
                                        .add(OTHER + " (" + OTHER_DETAIL + ")"))
                        .put("more", 45L)
                        .put("common", COMMON)
                        .put("growing", GROWING));
        assertThat(body.getString("client_url")).isEqualTo(EPISODE);
        assertThat(values("href", body)).containsExactly(EPISODE, ISSUE, ISSUE);
    }

    @Test
    void aWebhookIsToldAll() {
        JsonObject body = json("webhook", DIGEST);

        assertThat(body.getJsonObject("episode"))
                .isEqualTo(new JsonObject()
                        .put("id", Messages.EPISODE.toString())
                        .put("url", EPISODE)
                        .put("acknowledge_url", ACKNOWLEDGE));
        assertThat(body.getString("summary")).isEqualTo(HEADLINE);
        assertThat(values("title", body)).containsExactly(WORST, OTHER);
        assertThat(values("url", body)).containsExactly(EPISODE, ISSUE, ISSUE);
        assertThat(body.getLong("more")).isEqualTo(45);
        assertThat(body.getString("common")).isEqualTo(COMMON);
        assertThat(body.getString("growing")).isEqualTo(GROWING);
        assertThat(json("webhook", Messages.usual(Kind.ACKNOWLEDGED)).getString("by"))
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void aMailInHtmlTellsAll() {
        String html = mail(DIGEST).html();

        assertThat(html.replaceAll("<[^>]*>", " ").replaceAll(" +", " ").replace("&#39;", "'"))
                .containsSubsequence(all(HEADLINE, ORIGIN, BODY, "Open in Mesher", "Acknowledge"));
        assertThat(Pattern.compile("href=\"([^\"]*)\"")
                        .matcher(html)
                        .results()
                        .map((MatchResult found) -> found.group(1)))
                .containsExactly(ISSUE, ISSUE, EPISODE, ACKNOWLEDGE.replace("&", "&amp;"));
    }

    @Test
    void whoeverTakesCareIsNamedAndWhatItWasIsSaidOnce() {
        assertThat(mail(Messages.usual(Kind.ACKNOWLEDGED)).subject())
                .isEqualTo("[checkout] Acknowledged by Ada Lovelace: New issues");
        assertThat(mail(Messages.usual(Kind.RESOLVED)).subject())
                .isEqualTo("[checkout] Resolved by somebody: New issues");
        assertThat(mail(Messages.usual(Kind.CALM)).text())
                .startsWith("Calm again: New issues\n")
                .containsOnlyOnce("New issue: TypeError in checkout\n");
    }

    @Test
    void noTextOfAnEmbedIsMarkdownInDiscord() {
        JsonObject embed = json("discord", Messages.ofTexts(Kind.DIGEST, Messages.HOSTILE))
                .getJsonArray("embeds")
                .getJsonObject(0);

        assertThat(unescaped(embed.getString("title"))).doesNotContainPattern(DISCORD_MARK);
        assertThat(unescaped(embed.getJsonObject("footer").getString("text"))).doesNotContainPattern(DISCORD_MARK);
        String description = unescaped(embed.getString("description"))
                .replaceAll("(?m)^\\*\\*\\[(.*)]\\(https://mesher\\.example/[^)]*\\)\\*\\*$", "$1")
                .replaceAll("\\[Acknowledge]\\(https://mesher\\.example/[^)]*\\)$", "");
        assertThat(description).contains("Bcc: victim").doesNotContainPattern(DISCORD_MARK);
    }

    /** Without the characters that a backslash makes harmless. */
    private static String unescaped(String text) {
        return text.replaceAll("\\\\.", "");
    }

    private static List<String> all(String first, String second, List<String> body, String... end) {
        List<String> all = new ArrayList<>(List.of(first, second));
        all.addAll(body);
        all.addAll(List.of(end));
        return all;
    }

    /** The values of all fields of that name, in their order. */
    private static List<String> values(String name, Object in) {
        List<String> values = new ArrayList<>();
        if (in instanceof JsonObject object) {
            object.forEach(field -> {
                if (field.getKey().equals(name) && field.getValue() instanceof String value) {
                    values.add(value);
                }
                values.addAll(values(name, field.getValue()));
            });
        } else if (in instanceof JsonArray array) {
            array.forEach(each -> values.addAll(values(name, each)));
        }
        return values;
    }

    private static JsonObject json(String kind, Message message) {
        return new JsonObject(((Outbound.Post) outbound(kind, message)).body());
    }

    private static Outbound.Mail mail(Message message) {
        return (Outbound.Mail) outbound("email", message);
    }

    private static Outbound outbound(String kind, Message message) {
        return Channel.of(kind, Objects.requireNonNull(ProductFormatsTest.SETTINGS.get(kind)))
                .outbound(message, Messages.AT);
    }
}
