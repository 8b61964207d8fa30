package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.testing.RawHttp;
import java.net.ServerSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest {
    private static final String SETTINGS = "/api/v1/projects/default/settings";
    private static final String KEY = "mshr_devdefaultapikey000000000000000000000000000";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: localhost | 200",
                "Host: 127.0.0.1:8080 | 200",
                "Host: [::1]:8080 | 200",
                "Origin: http://localhost:3000 | 200",
                "Host: mesher.example | 401",
                "X-Forwarded-For: 127.0.0.1 | 401",
                "x-real-ip: 127.0.0.1 | 401",
                "Forwarded: for=127.0.0.1 | 401",
                "Origin: http://evil.example | 403",
                "Origin: null | 403",
            })
    void oneHeaderDecides(String header, int status) {
        assertThat(SERVER.http().get(SETTINGS, header).status()).isEqualTo(status);
        assertThat(SERVER.http()
                        .post(SETTINGS, "{\"retention_days\":90}", header)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void twoHostsAreNone() {
        assertThat(SERVER.http()
                        .get(SETTINGS, "Host: localhost", "Host: evil.example")
                        .status())
                .isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/default/settings",
                "projects/default/storage",
                "projects/default/events/count?key=a&value=b",
                "projects/default/events/tags?key=a&value=b",
                "projects/default/issues",
                "issues/00000000-0000-0000-0000-000000000000/events",
                "issues/00000000-0000-0000-0000-000000000000/timeline",
                "events/00000000-0000-0000-0000-000000000000",
            })
    void everyReadIsBehindTheDoor(String path) {
        refused(SERVER.http().get("/api/v1/" + path, "Host: mesher.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolve", "unresolve", "archive", "discard", "delete", "assign"})
    void everyActionIsBehindTheDoor(String action) {
        refused(SERVER.http()
                .post("/api/v1/issues/00000000-0000-0000-0000-000000000000/" + action, "", "Host: mesher.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-sentry-auth: " + KEY, "Authorization: Bearer " + KEY})
    void anIngestKeyOpensNothing(String header) {
        refused(SERVER.http().get(SETTINGS, "Host: mesher.example", header));
    }

    @Test
    void requiredLetsNobodyInAndOpenEverybody() {
        refused(SERVER.serve(SERVER.data().database(), AuthMode.REQUIRED).get(SETTINGS));
        assertThat(SERVER.serve(SERVER.data().database(), AuthMode.OPEN)
                        .get(SETTINGS, "Host: mesher.example", "X-Forwarded-For: 6.6.6.6")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void withoutPostgresTheAnswerIsToComeBackLater() throws Exception {
        int port;
        try (ServerSocket reserved = new ServerSocket(0)) {
            port = reserved.getLocalPort();
        }
        Database away = Database.create(SERVER.vertx(), new PostgresUri("postgres://u@127.0.0.1:" + port + "/d"));
        RawHttp http = SERVER.serve(away, AuthMode.AUTO);

        for (RawHttp.Answer answer : new RawHttp.Answer[] {
            http.get(SETTINGS),
            http.post("/api/v1/issues/00000000-0000-0000-0000-000000000000/delete", ""),
            http.get("/api/v1/events/00000000-0000-0000-0000-000000000000")
        }) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.error()).isEqualTo("the database is not available");
            assertThat(answer.header("retry-after")).isPresent();
        }
    }

    private static void refused(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"unauthorized\"}");
    }
}
