package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a user last looked at a project. */
final class SeenTest {
    private static final String PATH = "/api/v1/projects/1/seen";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static String ann = "";
    private static String joe = "";

    @BeforeAll
    static void people() {
        People people = new People(SERVER);
        UUID here = people.defaultOrganization();
        ann = people.signedIn(here, "ann@a.example", "member");
        joe = people.signedIn(here, "joe@a.example", "member");
    }

    @Test
    void eachUserHasATimeOfTheirOwnAndTheLatestCounts() {
        assertThat(SERVER.http().get(PATH, joe).body()).isEqualTo("{\"at\":null}");
        assertThat(set("2026-02-01T00:00:00.5Z", joe).body())
                .isEqualTo("{\"status\":\"ok\",\"at\":\"2026-02-01T00:00:00.500000Z\"}");

        assertThat(set("2026-01-01T00:00:00Z", joe).object().getString("at")).isEqualTo("2026-02-01T00:00:00.500000Z");
        assertThat(SERVER.http().get(PATH, joe).object().getString("at")).isEqualTo("2026-02-01T00:00:00.500000Z");
        assertThat(SERVER.http().get(PATH, ann).object().getValue("at")).isNotEqualTo("2026-02-01T00:00:00.500000Z");
    }

    @Test
    void withoutATimeItIsNowAndAFutureOneTooIsNow() {
        SERVER.data().sql("DELETE FROM project_visits");
        String now = SERVER.http().post(PATH, "", ann).object().getString("at");
        String future = set("2999-01-01T00:00:00Z", ann).object().getString("at");

        assertThat(now).isBetween("2026-01-01", "2998");
        assertThat(future).isGreaterThanOrEqualTo(now).isLessThan("2998");
    }

    @Test
    void ofACallerWithoutAnAccountNothingIsRemembered() {
        assertThat(set("2026-02-01T00:00:00Z").body()).isEqualTo("{\"status\":\"ok\",\"at\":null}");
        assertThat(SERVER.http().get(PATH).body()).isEqualTo("{\"at\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "\"2026-02-30T00:00:00Z\"", "1", "{}"})
    void aBadTimeIsRefused(String at) {
        assertThat(SERVER.http().post(PATH, "{\"at\":" + at + "}", ann).status())
                .isEqualTo(400);
        assertThat(SERVER.http().post(PATH, "{\"at\":" + at + "}").status()).isEqualTo(400);
    }

    private static RawHttp.Answer set(String at, String... headers) {
        return SERVER.http().post(PATH, new JsonObject().put("at", at), headers);
    }
}
