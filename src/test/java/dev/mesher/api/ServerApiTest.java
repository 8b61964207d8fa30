package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ServerApiTest {
    private static final String SERVER = "/api/v1/server";
    private static final String ELSEWHERE = "Host: mesher.example";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp http = server.http();
    private final People people = new People(server);

    @Test
    void tellsEachCallerWhatTheCallerNeeds() {
        required(http.get(SERVER, ELSEWHERE), false);
        none(http.get(SERVER));

        server.data().sql("INSERT INTO first_account DEFAULT VALUES");

        required(http.get(SERVER, ELSEWHERE), true);
        required(http.get(SERVER), true);
        none(server.serve(server.data().database(), AuthMode.OPEN).get(SERVER, ELSEWHERE));
        required(server.serve(server.data().database(), AuthMode.REQUIRED).get(SERVER), true);
    }

    @Test
    void whoIsSignedInLearnsTheNodeAndTheLimits() {
        server.data().sql("INSERT INTO first_account DEFAULT VALUES");
        String member = people.signedIn(people.defaultOrganization(), "ann@a.example", "member");

        JsonObject answer = http.get(SERVER, member, ELSEWHERE).object();

        assertThat(answer.getString("sign_in")).isEqualTo("required");
        assertThat(answer.getString("node")).isEqualTo("node@127.0.0.1:4370");
        assertThat(answer.getJsonObject("limits"))
                .isEqualTo(new JsonObject()
                        .put("rate_limit_window_seconds", 60)
                        .put("rate_limit_max_events", 1000)
                        .put("event_max_bytes", 1 << 20)
                        .put("bulk_max_events", 100)
                        .put("bulk_max_bytes", 5 << 20)
                        .put("retention_min_days", 1)
                        .put("retention_max_days", 3650));
        assertThat(http.get(SERVER, people.token(member, "read"), ELSEWHERE).object())
                .isEqualTo(answer);
        required(http.get(SERVER, people.token(member, "write"), ELSEWHERE), true);
    }

    @Test
    void wrongCredentialsAreThoseOfAStranger() {
        server.data().sql("INSERT INTO first_account DEFAULT VALUES");

        required(http.get(SERVER, People.bearer("mshp_" + "A".repeat(43))), true);
        required(http.get(SERVER, "Cookie: mesher_session=x"), true);
    }

    @Test
    void aPageOfAnotherSiteIsRefused() {
        assertThat(http.get(SERVER, "Origin: http://evil.example").status()).isEqualTo(403);
    }

    private static void none(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.object().getString("sign_in")).isEqualTo("none");
        assertThat(answer.object().containsKey("limits")).isTrue();
    }

    private static void required(RawHttp.Answer answer, boolean firstAccountMade) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.object())
                .isEqualTo(new JsonObject()
                        .put("version", "1.2.3")
                        .put("sign_in", "required")
                        .put("first_account_made", firstAccountMade));
    }
}
