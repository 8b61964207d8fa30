package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People's own passwords, names and sessions. */
final class OwnAccountTest {
    private static final String PASSWORD = "/api/v1/auth/password";
    private static final String PROFILE = "/api/v1/auth/profile";
    private static final String SESSIONS = "/api/v1/auth/sessions";
    private static final String ME = "/api/v1/auth/me";
    private static final String EMAIL = "ann@a.example";
    private static final String FRESH = "another good one";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp http = server.http();
    private final People people = new People(server);
    private String session = "";

    @BeforeEach
    void anAccount() {
        session = people.signedIn(people.defaultOrganization(), EMAIL, "member");
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsAndNoToken() {
        String other = signedIn(People.PASSWORD);
        String token = people.token(session, "read");

        assertThat(change(People.PASSWORD, FRESH, session).status()).isEqualTo(200);

        assertThat(http.get(ME, session).status()).isEqualTo(200);
        assertThat(http.get(ME, other).status()).isEqualTo(401);
        assertThat(http.get(ME, token).status()).isEqualTo(200);
        assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(401);
        assertThat(people.login(EMAIL, FRESH).status()).isEqualTo(200);
    }

    @Test
    void anothersSessionsStay() {
        String bob = people.signedIn(people.defaultOrganization(), "bob@a.example", "member");

        assertThat(change(People.PASSWORD, FRESH, session).status()).isEqualTo(200);

        assertThat(http.get(ME, bob).status()).isEqualTo(200);
    }

    @Test
    void theCurrentPasswordIsGuessedAsSeldomAsAtTheDoor() {
        for (int i = 0; i < 10; i++) {
            RawHttp.Answer wrong = change("wrong password " + i, FRESH, session);
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.error()).isEqualTo("the current password is wrong");
        }

        assertThat(change(People.PASSWORD, FRESH, session).status()).isEqualTo(429);
        assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(429);
        server.clock().leap(Duration.ofMinutes(1));
        assertThat(change(People.PASSWORD, FRESH, session).status()).isEqualTo(200);
    }

    @Test
    void aTokenChangesNoPasswordNorDoesWhoHasNoAccount() {
        assertThat(change(People.PASSWORD, FRESH, people.token(session, "read", "write", "admin"))
                        .status())
                .isEqualTo(403);
        for (String path : new String[] {PASSWORD, PROFILE, SESSIONS + "/" + UUID.randomUUID() + "/end"}) {
            assertThat(http.post(path, passwords(People.PASSWORD, FRESH)).error())
                    .isEqualTo("this belongs to an account: sign in first");
        }
        assertThat(http.get(SESSIONS).status()).isEqualTo(403);
        assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"too short", "ééééééééééééééééééééééééééééééééééééé", "tab\tin the middle"})
    void aPasswordThatWouldNotDoIsSaid(String fresh) {
        RawHttp.Answer answer = change(People.PASSWORD, fresh, session);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("password must").doesNotContain(fresh);
    }

    @Test
    void theLongestPasswordWorks() {
        String longest = "é".repeat(36);

        assertThat(change(People.PASSWORD, longest, session).status()).isEqualTo(200);
        assertThat(people.login(EMAIL, longest).status()).isEqualTo(200);
        assertThat(people.login(EMAIL, longest.substring(1)).status()).isEqualTo(401);
    }

    @Test
    void aNameIsChangedAndTakenBack() {
        assertThat(http.post(PROFILE, new JsonObject().put("display_name", " Ann B. "), session)
                        .status())
                .isEqualTo(200);
        assertThat(name()).isEqualTo("Ann B.");
        for (Object bad : new Object[] {"a".repeat(201), "a\u0007", 1}) {
            assertThat(http.post(PROFILE, new JsonObject().put("display_name", bad), session)
                            .status())
                    .isEqualTo(400);
        }
        assertThat(http.post(PROFILE, new JsonObject(), session).status()).isEqualTo(400);
        assertThat(name()).isEqualTo("Ann B.");
        assertThat(http.post(PROFILE, new JsonObject().put("display_name", ""), session)
                        .status())
                .isEqualTo(200);
        assertThat(name()).isEmpty();
    }

    @Test
    void sessionsAreListedAndEnded() {
        String other = signedIn(People.PASSWORD);
        JsonArray listed = http.get(SESSIONS, session).array();
        JsonArray ofOther = http.get(SESSIONS, other).array();

        assertThat(listed).hasSize(2);
        assertThat(current(listed)).isNotEqualTo(current(ofOther));
        assertThat(listed.getJsonObject(0).getString("network")).isEqualTo("127.0.0.0/24");
        assertThat(listed.encode()).doesNotContain("mshs_");

        assertThat(end(current(ofOther), session).status()).isEqualTo(200);
        assertThat(http.get(ME, other).status()).isEqualTo(401);
        assertThat(end(current(ofOther), session).status()).isEqualTo(404);
        assertThat(http.get(SESSIONS, session).array()).hasSize(1);
    }

    @Test
    void nobodyEndsAnothersSessionNorSeesWhatHasExpired() {
        String bob = people.signedIn(people.defaultOrganization(), "bob@a.example", "owner");

        assertThat(end(current(http.get(SESSIONS, session).array()), bob).status())
                .isEqualTo(404);
        assertThat(end("x", bob).status()).isEqualTo(400);

        server.clock().leap(Duration.ofDays(13));
        String later = signedIn(People.PASSWORD);
        server.clock().leap(Duration.ofDays(2));
        assertThat(http.get(SESSIONS, later).array()).hasSize(1);
    }

    private RawHttp.Answer change(String current, String fresh, String bearer) {
        return http.post(PASSWORD, passwords(current, fresh), bearer);
    }

    private static JsonObject passwords(String current, String fresh) {
        return new JsonObject().put("current", current).put("new", fresh);
    }

    private RawHttp.Answer end(String id, String bearer) {
        return http.post(SESSIONS + "/" + id + "/end", new JsonObject(), bearer);
    }

    private static String current(JsonArray sessions) {
        return sessions.stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getBoolean("current"))
                .map(each -> each.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    private String signedIn(String password) {
        return People.bearer(people.login(EMAIL, password).object().getString("token"));
    }

    private String name() {
        return http.get(ME, session).object().getJsonObject("user").getString("display_name");
    }
}
