package dev.mesher.told.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChannelSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"webhook", "email", "slack", "discord", "teams", "ntfy", "pagerduty"})
    void whatIsStoredReadsBackAndWhatIsShownHasNoSecret(String kind) {
        Channel channel = Channel.of(kind, settings(kind));

        assertThat(channel.kind()).isEqualTo(kind);
        assertThat(Channel.of(kind, channel.settings())).isEqualTo(channel);
        assertThat(channel.toString()
                        + (kind.equals("webhook") ? "" : channel.shown().encode()))
                .doesNotContain("hush", "hhhh", "0123456789abcdef");
        assertThat(channel.with(new JsonObject())).isEqualTo(channel);
        assertThat(channel.with(channel.shown())).isEqualTo(channel);
    }

    @Test
    void aWebhookShowsNeitherItsSecretNorItsQuery() {
        JsonObject shown = Channel.of("webhook", settings("webhook").put("url", "https://in.example/mesher?token=hush"))
                .shown();

        assertThat(shown.encode())
                .isEqualTo("{\"url\":\"https://in.example/mesher?[redacted]\",\"secret\":\"[redacted]\"}");
    }

    @Test
    void aChangeKeepsWhatItLeavesOut() {
        Channel ntfy = Channel.of("ntfy", settings("ntfy"));

        assertThat(ntfy.with(new JsonObject().put("topic", "others")).settings())
                .isEqualTo(settings("ntfy").put("topic", "others"));
        JsonObject without = settings("ntfy");
        without.remove("token");
        assertThat(ntfy.with(new JsonObject().putNull("token")).settings()).isEqualTo(without);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook | {} | settings.url must be an http or https address",
                "webhook | {'url':'https://a.example'} | settings.secret must be 16 to 200 visible ASCII characters",
                "webhook | {'url':'https://a.example','secret':'short'} | settings.secret must be",
                "webhook | {'url':'https://a.example','secret':'[redacted][redacted]'} | settings.secret must be",
                "slack | {'url':7} | settings.url must be an http or https address",
                "slack | {'url':'https://hooks.slack.com/[redacted]'} | settings.url must be",
                "slack | {'url':'http://2130706433/'} | settings.url must be an http or https address",
                "discord | {'url':'javascript:alert(1)'} | settings.url must be",
                "teams | {'url':'https://a.example','chanel':'x'} | settings.chanel is unknown; known are url",
                "ntfy | {'url':'https://ntfy.sh/alerts','topic':'a'} | settings.url must be the server's address without a path",
                "ntfy | {'url':'https://ntfy.sh','topic':'a b'} | settings.topic must be 1 to 64 letters",
                "ntfy | {'url':'https://ntfy.sh','topic':'a','token':'a b'} | settings.token must be an access token",
                "pagerduty | {'routing_key':'short'} | settings.routing_key must be the integration key",
                "pagerduty | {'routing_key':'0123456789abcdef0123456789abcdef','region':'mars'} | settings.region must be us or eu",
                "email | {'to':[]} | settings.to must be a list of 1 to 20 e-mail addresses",
                "email | {'to':'a@example.org'} | settings.to must be a list",
                "email | {'to':['a@example.org, b@example.org']} | settings.to must be a list",
                "pigeon | {} | kind must be one of webhook, email, slack, discord, teams, ntfy, pagerduty"
            })
    void refusesPlainly(String kind, String settings, String words) {
        assertThat(refusal(kind, new JsonObject(settings.replace('\'', '"')))).startsWith(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b",
                "a b@example.org",
                "a@example.org\r\nBcc: v@example.org",
                "\"a\"@example.org",
                "a@b@c",
                "<a@example.org>",
                "a@example..org",
                "ä@example.org",
                "a@[127.0.0.1]"
            })
    void anAddressHasNothingThatAHeaderReads(String address) {
        assertThat(refusal("email", new JsonObject().put("to", new JsonArray().add(address))))
                .startsWith("settings.to must be");
    }

    @Test
    void listsAreBounded() {
        JsonArray many = new JsonArray(Collections.nCopies(21, "a@example.org"));

        assertThat(refusal("email", new JsonObject().put("to", many))).contains("1 to 20");
    }

    @Test
    void aTokenIsNotSentToAnotherServer() {
        JsonObject settings =
                settings("ntfy").put("url", "https://ntfy.example").put("token", "tk_secret");
        Channel channel = Channel.of("ntfy", settings);
        JsonObject moved = new JsonObject().put("url", "https://evil.example");

        for (JsonObject changes : List.of(moved, channel.shown().mergeIn(moved))) {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> {
                Channel unused = channel.with(changes);
            });
            assertThat(refusal.getMessage())
                    .isEqualTo("settings.token must be given again, since settings.url names another server");
        }
        assertThat(channel.with(moved.copy().put("token", "tk_secret"))
                        .settings()
                        .getString("url"))
                .isEqualTo("https://evil.example");
        assertThat(channel.with(moved.copy().put("token", null)).settings().containsKey("token"))
                .isFalse();
        assertThat(channel.with(new JsonObject().put("topic", "t")).settings().getString("token"))
                .isEqualTo("tk_secret");
    }

    private static String refusal(String kind, JsonObject settings) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> {
            Channel unused = Channel.of(kind, settings);
        });
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        return refusal.getMessage();
    }

    private static JsonObject settings(String kind) {
        return Objects.requireNonNull(ProductFormatsTest.SETTINGS.get(kind)).copy();
    }
}
