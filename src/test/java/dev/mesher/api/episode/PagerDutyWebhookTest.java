package dev.mesher.api.episode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks in the form of PagerDuty's documentation. */
final class PagerDutyWebhookTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private Storm storm = Storm.of(SERVER.data(), 1);

    @BeforeEach
    void twoAlerts() {
        SERVER.data().sql("DELETE FROM alert_rules");
        storm = Storm.of(SERVER.data(), 2);
    }

    @Test
    void acknowledgingTheIncidentAcknowledgesTheEpisode() throws Exception {
        for (int time = 0; time < 2; time++) {
            assertThat(sent(event("incident.acknowledged", "user_reference")).status())
                    .isEqualTo(200);
        }

        assertThat(storm.statuses()).containsOnly("acknowledged");
        assertThat(storm.noted()).containsExactly("acknowledged pagerduty Ann Example");
        assertThat(storm.queued())
                .as("PagerDuty knows it already")
                .containsExactly("slack acknowledged Ann Example in PagerDuty");
    }

    @Test
    void resolvingTheIncidentResolvesTheEpisode() throws Exception {
        assertThat(sent(event("incident.resolved", "service_reference")).status())
                .isEqualTo(200);

        assertThat(storm.statuses()).containsOnly("resolved");
        assertThat(storm.queued()).containsExactly("slack resolved PagerDuty");
    }

    @Test
    void theEchoOfACalmEpisodeResolvesNothing() throws Exception {
        storm.message(storm.pagerDuty(), "calm", storm.alerts().get(1));

        assertThat(sent(event("incident.resolved", "service_reference")).status())
                .isEqualTo(200);
        assertThat(storm.statuses()).containsOnly("active");

        assertThat(sent(event("incident.resolved", "user_reference")).status()).isEqualTo(200);
        assertThat(storm.statuses()).containsOnly("resolved");
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() throws Exception {
        String body = event("incident.acknowledged", "user_reference").encode();
        String right = signature(body, Storm.WEBHOOK_SECRET);
        String wrong = signature(body, "another secret");

        for (String header :
                new String[] {wrong, "", "v1=", "v0=" + right.substring(3), right + "0", right.substring(3)}) {
            assertThat(post(storm.pagerDuty(), body, header).status())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(SERVER.http().post(path(storm.pagerDuty()), body).status()).isEqualTo(401);
        assertThat(post(storm.pagerDuty(), body + " ", right).status()).isEqualTo(401);
        assertThat(storm.statuses()).containsOnly("active");

        assertThat(post(storm.pagerDuty(), body, wrong + "," + right).status()).isEqualTo(200);
        assertThat(storm.statuses()).containsOnly("acknowledged");
    }

    @Test
    void otherChannelsAndOtherOrganizationsEpisodesAreNotReached() throws Exception {
        String body = event("incident.resolved", "user_reference").encode();
        String signature = signature(body, Storm.WEBHOOK_SECRET);
        assertThat(post(storm.slack(), body, signature).status()).isEqualTo(404);
        assertThat(post(UUID.randomUUID(), body, signature).status()).isEqualTo(404);
        assertThat(SERVER.http()
                        .post("/api/v1/channels/x/pagerduty", body, "X-PagerDuty-Signature: " + signature)
                        .status())
                .isEqualTo(400);
        SERVER.data()
                .sql(
                        "WITH o AS (INSERT INTO organizations (name, slug) VALUES ('Other', gen_random_uuid()) RETURNING id)"
                                + " UPDATE channels SET org_id = o.id FROM o WHERE channels.id = $1",
                        storm.pagerDuty());

        assertThat(post(storm.pagerDuty(), body, signature).status()).isEqualTo(200);

        assertThat(storm.statuses()).containsOnly("active");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"event\":null}",
                "{\"event\":[]}",
                "{\"event\":{\"event_type\":7}}",
                "{\"event\":{\"event_type\":\"pagey.ping\",\"data\":{\"message\":\"Hello\"}}}",
                "{\"event\":{\"event_type\":\"incident.resolved\",\"agent\":null,\"data\":null}}",
                "{\"event\":{\"event_type\":\"incident.resolved\",\"agent\":7,\"data\":{\"incident_key\":\"srv01/http\"}}}",
                "{\"event\":{\"event_type\":\"incident.resolved\",\"data\":{\"incident_key\":\"5ac64822-4adc-4fda-ade0-410becf0de4f\"}}}",
            })
    void whatIsNotAboutAnEpisodeIsAcceptedAndLeftAlone(String body) throws Exception {
        assertThat(post(storm.pagerDuty(), body, signature(body, Storm.WEBHOOK_SECRET))
                        .status())
                .isEqualTo(200);
        assertThat(storm.statuses()).containsOnly("active");
    }

    @Test
    void badBodiesAreRefused() throws Exception {
        for (String body : new String[] {"", "[]", "null", "7", "{", "not JSON", "[".repeat(60_000)}) {
            assertThat(post(storm.pagerDuty(), body, signature(body, Storm.WEBHOOK_SECRET))
                            .status())
                    .as(body)
                    .isEqualTo(400);
        }
        String large = " ".repeat(64 * 1024 + 1);
        assertThat(post(storm.pagerDuty(), large, signature(large, Storm.WEBHOOK_SECRET))
                        .status())
                .isEqualTo(413);
    }

    private RawHttp.Answer sent(JsonObject event) throws Exception {
        String body = event.encode();
        return post(storm.pagerDuty(), body, signature(body, Storm.WEBHOOK_SECRET));
    }

    private static RawHttp.Answer post(UUID channel, String body, String signature) {
        return SERVER.http().post(path(channel), body, "X-PagerDuty-Signature: " + signature);
    }

    private static String path(UUID channel) {
        return "/api/v1/channels/" + channel + "/pagerduty";
    }

    private static String signature(String body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "v1=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonObject event(String type, String agent) {
        JsonObject event = new JsonObject()
                .put("id", "5ac64822-4adc-4fda-ade0-410becf0de4f")
                .put("event_type", type)
                .put("resource_type", "incident")
                .put("occurred_at", "2026-10-02T18:45:22.169Z")
                .put(
                        "agent",
                        new JsonObject()
                                .put("type", agent)
                                .put("summary", "Ann Example")
                                .put("id", "PLH1HKV"))
                .put("client", new JsonObject().put("name", "PagerDuty"))
                .put(
                        "data",
                        new JsonObject()
                                .put("type", "incident")
                                .put("number", 2)
                                .put("incident_key", storm.episode().toString()));
        return new JsonObject().put("event", event);
    }
}
