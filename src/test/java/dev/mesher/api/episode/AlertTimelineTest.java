package dev.mesher.api.episode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class AlertTimelineTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    @Test
    void itTellsWhatBecameOfTheAlert() {
        Storm storm = Storm.of(SERVER.data(), 3);
        UUID given = storm.message(storm.slack(), "digest", storm.alerts().get(2));
        SERVER.data()
                .sql(
                        "UPDATE messages SET delivered_at = NULL, given_up_at = now() - interval '2 minutes' WHERE id = $1",
                        given);
        tried(given, "404 Not Found");
        SERVER.data()
                .sql(
                        "INSERT INTO alert_actions (episode_id, at, action, via, channel_id, who)"
                                + " VALUES ($1, now() - interval '1 hour', 'resolved', 'pagerduty', $2, 'Long before')",
                        storm.episode(),
                        storm.pagerDuty());
        for (String path : List.of(
                "alerts/" + storm.alerts().get(2) + "/acknowledge", "episodes/" + storm.episode() + "/resolve")) {
            assertThat(SERVER.http().post("/api/v1/" + path, "").status()).isEqualTo(200);
        }
        SERVER.data().sql("UPDATE episodes SET ended_at = now() WHERE id = $1", storm.episode());

        assertThat(kinds(storm.alerts().get(2)))
                .as("the first message told of the first two alerts only")
                .containsExactly(
                        "calm", "resolved api", "acknowledged api", "failed The slack: 404 Not Found", "raised");
        assertThat(kinds(storm.alerts().get(0)))
                .containsExactlyInAnyOrder("calm", "resolved api", "told The slack", "told The pagerduty", "raised");
        JsonObject told = timeline(storm.alerts().get(0)).getJsonObject(3);
        assertThat(told.fieldNames()).containsExactly("at", "kind", "channel", "by", "who", "via", "error");
        assertThat(told.getJsonObject("channel").fieldNames()).containsExactly("id", "name", "kind");
    }

    @Test
    void aMessageOnItsWayHasFailedSoFar() {
        Storm storm = Storm.of(SERVER.data(), 1);
        UUID message = storm.message(storm.slack(), "first", storm.alerts().get(0));
        SERVER.data().sql("DELETE FROM messages WHERE id <> $1", message);
        SERVER.data().sql("UPDATE messages SET delivered_at = NULL WHERE id = $1", message);
        assertThat(kinds(storm.alerts().get(0))).as("not tried yet").containsExactly("raised");

        tried(message, "no route");
        tried(message, "refused");

        assertThat(kinds(storm.alerts().get(0))).containsExactly("failed The slack: refused", "raised");
    }

    @Test
    void whatWasDoneToTheAlertBeforeTheEpisodeIsToldOnce() {
        Storm storm = Storm.of(SERVER.data(), 3);
        SERVER.data().sql("DELETE FROM messages");
        List<UUID> alerts = storm.alerts();
        for (String path : List.of(
                "alerts/" + alerts.get(0) + "/acknowledge",
                "alerts/" + alerts.get(1) + "/resolve",
                "episodes/" + storm.episode() + "/acknowledge")) {
            assertThat(SERVER.http().post("/api/v1/" + path, "").status()).isEqualTo(200);
        }

        assertThat(kinds(alerts.get(0))).containsExactly("acknowledged api", "raised");
        assertThat(kinds(alerts.get(1))).containsExactly("resolved api", "raised");
        assertThat(kinds(alerts.get(2))).containsExactly("acknowledged api", "raised");
    }

    private static void tried(UUID message, String error) {
        SERVER.data()
                .sql(
                        "INSERT INTO deliveries (message_id, attempt, at, millis, words, error)"
                                + " VALUES ($1, 1, now() - interval '2 minutes', 5, '', $2)",
                        message,
                        error);
    }

    private static JsonArray timeline(UUID alert) {
        return SERVER.http().get("/api/v1/alerts/" + alert + "/timeline").array();
    }

    private static List<String> kinds(UUID alert) {
        return timeline(alert).stream()
                .map(JsonObject.class::cast)
                .map(each -> each.getString("kind")
                        + (each.getString("via") == null ? "" : " " + each.getString("via"))
                        + (each.getJsonObject("channel") == null
                                ? ""
                                : " " + each.getJsonObject("channel").getString("name"))
                        + (each.getString("error") == null ? "" : ": " + each.getString("error")))
                .toList();
    }
}
