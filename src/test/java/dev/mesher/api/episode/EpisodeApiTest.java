package dev.mesher.api.episode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.People;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.api.episode.EpisodeListStore.Which;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Episodes and their alerts, acknowledged and resolved over HTTP. */
final class EpisodeApiTest {
    private static final String EPISODES = "/api/v1/projects/1/episodes";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final String ANN = signedIn();

    private Storm storm = Storm.of(SERVER.data(), 1);

    @BeforeEach
    void threeAlerts() {
        SERVER.data().sql("DELETE FROM alert_rules");
        SERVER.data().sql("DELETE FROM channels");
        storm = Storm.of(SERVER.data(), 3);
        List<Integer> unused = SERVER.takeQueued();
    }

    @Test
    void anEpisodesAlertsAreListed() {
        Storm other = Storm.of(SERVER.data(), 1);

        assertThat(alertsOf(storm)).containsExactlyInAnyOrderElementsOf(storm.alerts());
        assertThat(alertsOf(other)).isEqualTo(other.alerts());
        assertThat(SERVER.http().get("/api/v1/projects/1/alerts?episode=x", ANN).error())
                .isEqualTo("episode must be a UUID");
    }

    @Test
    void acknowledgingAnEpisodeAcknowledgesItsAlertsAndTellsItsChannels() {
        assertThat(act("episodes/" + storm.episode() + "/acknowledge")).isEqualTo(200);
        assertThat(act("episodes/" + storm.episode() + "/acknowledge")).isEqualTo(200);

        assertThat(storm.statuses()).containsExactly("acknowledged", "acknowledged", "acknowledged");
        assertThat(storm.queued())
                .containsExactlyInAnyOrder("slack acknowledged ann@a.example", "pagerduty acknowledged ann@a.example");
        assertThat(SERVER.takeQueued()).containsExactly(2);
        assertThat(storm.noted()).containsExactly("acknowledged api -");
        assertThat(storm.acknowledged()).isTrue();
        assertThat(SERVER.http()
                        .get("/api/v1/alerts/" + storm.alerts().get(2), ANN)
                        .object()
                        .getJsonObject("acknowledged_by")
                        .getString("display_name"))
                .isEqualTo("ann@a.example");
    }

    @Test
    void acknowledgingTheLastActiveAlertAcknowledgesTheEpisode() {
        for (int alert = 0; alert < 3; alert++) {
            assertThat(storm.acknowledged()).isFalse();
            assertThat(storm.queued()).isEmpty();
            assertThat(SERVER.takeQueued()).isEmpty();
            assertThat(act("alerts/" + storm.alerts().get(alert) + "/acknowledge"))
                    .isEqualTo(200);
        }

        assertThat(storm.acknowledged()).isTrue();
        assertThat(storm.queued()).hasSize(2);
        assertThat(SERVER.takeQueued()).containsExactly(2);
        assertThat(episodes("").getJsonObject(0).getString("status")).isEqualTo("acknowledged");
    }

    @Test
    void ofSeveralPeopleAtOnceOneIsTheLast() {
        for (int round = 0; round < 5; round++) {
            Storm each = Storm.of(SERVER.data(), 4);
            List<CompletableFuture<Integer>> calls = each.alerts().stream()
                    .map(alert -> CompletableFuture.supplyAsync(() -> act("alerts/" + alert + "/acknowledge")))
                    .toList();

            assertThat(calls.stream().map(CompletableFuture::join)).containsOnly(200);
            assertThat(each.acknowledged()).isTrue();
            assertThat(each.queued()).hasSize(2);
        }
    }

    @Test
    void resolvingAllAlertsTellsTheChannelsOnce() {
        assertThat(act("episodes/" + storm.episode() + "/acknowledge")).isEqualTo(200);
        for (UUID alert : storm.alerts()) {
            assertThat(storm.queued()).hasSize(2);
            assertThat(act("alerts/" + alert + "/resolve")).isEqualTo(200);
        }
        assertThat(act("episodes/" + storm.episode() + "/resolve")).isEqualTo(200);
        assertThat(act("episodes/" + storm.episode() + "/acknowledge")).isEqualTo(200);

        assertThat(storm.statuses()).containsOnly("resolved");
        assertThat(storm.queued()).filteredOn(each -> each.contains("resolved")).hasSize(2);
        assertThat(storm.queued()).hasSize(4);
        assertThat(act("alerts/" + storm.alerts().get(0) + "/acknowledge")).isEqualTo(409);
    }

    @Test
    void anAlertThatComesLaterIsActiveAgain() {
        assertThat(act("episodes/" + storm.episode() + "/acknowledge")).isEqualTo(200);
        SERVER.data().sql("UPDATE messages SET delivered_at = now()");
        SERVER.data()
                .sql(
                        "INSERT INTO alerts (rule_id, project_id, episode_id, message, condition_snapshot)"
                                + " SELECT rule_id, project_id, id, 'Bang', '{}' FROM episodes WHERE id = $1",
                        storm.episode());
        assertThat(episodes("").getJsonObject(0).getString("status")).isEqualTo("active");

        assertThat(act("episodes/" + storm.episode() + "/acknowledge")).isEqualTo(200);

        assertThat(storm.statuses()).containsOnly("acknowledged");
        assertThat(storm.queued()).hasSize(2);
        assertThat(storm.noted()).hasSize(2);
    }

    @Test
    void aChannelThatWasNeverToldIsNotToldTheEndEither() {
        SERVER.data()
                .sql(
                        "UPDATE messages SET delivered_at = NULL, given_up_at = now() WHERE channel_id = $1",
                        storm.slack());
        SERVER.data().sql("DELETE FROM messages WHERE channel_id = $1", storm.pagerDuty());

        assertThat(act("episodes/" + storm.episode() + "/resolve")).isEqualTo(200);

        assertThat(SERVER.data().number("SELECT count(*) FROM messages WHERE kind = 'resolved'"))
                .isZero();
    }

    @Test
    void episodesAreListedNewestFirst() {
        Storm newer = Storm.of(SERVER.data(), 1);
        SERVER.data().sql("UPDATE episodes SET ended_at = now(), started_at = now() WHERE id = $1", newer.episode());

        JsonObject first = episodes("?limit=1").getJsonObject(0);
        assertThat(first.fieldNames())
                .containsExactly(
                        "id",
                        "rule_id",
                        "rule_name",
                        "status",
                        "started_at",
                        "last_alert_at",
                        "alert_count",
                        "ended_at",
                        "acknowledged_at");
        assertThat(first.getString("id")).isEqualTo(newer.episode().toString());
        assertThat(first.getString("rule_name")).isEqualTo("New <issues>");
        assertThat(first.getLong("alert_count")).isEqualTo(1);
        JsonArray next = episodes("?cursor=" + first.getString("started_at") + "&cursor_id=" + first.getString("id"));
        assertThat(next).hasSize(1);
        assertThat(next.getJsonObject(0).getString("id"))
                .isEqualTo(storm.episode().toString());
        assertThat(episodes("?open=true")).isEqualTo(next);
        assertThat(episodes("?open=false")).containsExactly(first);
        assertThat(episodes("?episode=" + newer.episode())).containsExactly(first);
        assertThat(episodes("?episode=" + newer.episode() + "&open=true")).isEmpty();
        assertThat(episodes("?episode=" + UUID.randomUUID())).isEmpty();
        assertThat(SERVER.http().get(EPISODES + "?episode=x", ANN).error()).isEqualTo("episode must be a UUID");
        assertThat(SERVER.http().get(EPISODES + "?open=1", ANN).error()).isEqualTo("open must be one of true, false");
    }

    @Test
    void theListIsReadFromItsIndexes() throws Exception {
        SERVER.data()
                .sql(
                        "INSERT INTO episodes (rule_id, project_id, started_at, last_alert_at, alert_count, calm_at, ended_at)"
                                + " SELECT rule_id, project_id, now() - n * interval '1 hour', now(), 1, now(), now()"
                                + " FROM episodes, generate_series(1, 3000) n");
        SERVER.data().sql("ANALYZE episodes, alerts");

        assertThat(plan(new Which(Optional.empty(), Optional.empty()))).contains("Backward using episodes_project ");
        assertThat(plan(new Which(Optional.of(true), Optional.empty()))).contains("episodes_project_open");
        assertThat(plan(new Which(Optional.empty(), Optional.of(storm.episode()))))
                .contains("using episodes_pkey");
    }

    private static List<UUID> alertsOf(Storm storm) {
        return SERVER.http().get("/api/v1/projects/1/alerts?episode=" + storm.episode(), ANN).array().stream()
                .map(each -> UUID.fromString(((JsonObject) each).getString("id")))
                .toList();
    }

    private static String plan(Which which) throws Exception {
        Statement list = EpisodeListStore.statement(SERVER.data().project(), which, 50, Optional.empty());
        String plan = SERVER.data().plan(list.text(), list.arguments());
        assertThat(plan).contains("alerts_unresolved").doesNotContain("Seq Scan on alerts", "Seq Scan on episodes");
        return plan;
    }

    private static JsonArray episodes(String query) {
        return SERVER.http().get(EPISODES + query, ANN).array();
    }

    private static int act(String path) {
        RawHttp.Answer answer = SERVER.http().post("/api/v1/" + path, "", ANN);
        return answer.status();
    }

    private static String signedIn() {
        People people = new People(SERVER);
        return people.signedIn(people.defaultOrganization(), "ann@a.example", "member");
    }
}
