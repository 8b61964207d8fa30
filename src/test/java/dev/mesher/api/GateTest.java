package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.access.AccountStore;
import dev.mesher.access.NewAccount;
import dev.mesher.access.Role;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.http.Times;
import dev.mesher.testing.Await;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
    private static final String ME = "/api/v1/auth/me";
    private static final String SETTINGS = "/api/v1/projects/default/settings";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp http = server.http();
    private final People people = new People(server);
    private String bearer;

    @BeforeEach
    void anAccount() {
        bearer = people.signedIn(people.defaultOrganization(), "ada@a.example", "admin");
    }

    @Test
    void anAccountOfPlainSqlLeavesThisMachineItsAccess() {
        assertThat(http.get(ME).object().getValue("user")).isNull();
        assertThat(http.post(SETTINGS, "{\"retention_days\":9}").status()).isEqualTo(200);
    }

    @Test
    void theFirstAccountThroughMesherEndsThisMachinesAccessAtOnce() {
        Await.await(new AccountStore(server.freshDatabase().pool())
                .create(new NewAccount("eve@a.example", People.PASSWORD, ""), "default", Role.MEMBER, false));

        assertThat(http.get(ME).status()).isEqualTo(401);
        assertThat(http.get(SETTINGS).status()).isEqualTo(401);
        assertThat(people.login("eve@a.example", People.PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(AuthMode.class)
    void aSessionIsServedInEveryModeFromAnywhere(AuthMode mode) {
        RawHttp other = server.serve(server.data().database(), mode);

        assertThat(other.get(ME, bearer, "Host: mesher.example", "X-Forwarded-For: 6.6.6.6")
                        .object()
                        .getJsonObject("user")
                        .getString("email"))
                .isEqualTo("ada@a.example");
    }

    @ParameterizedTest
    @EnumSource(AuthMode.class)
    void whatDoesNotHoldIsRefusedInEveryMode(AuthMode mode) {
        RawHttp other = server.serve(server.data().database(), mode);
        String never = "mshs_" + "A".repeat(43);

        for (String header : new String[] {
            People.bearer(never),
            People.bearer("x"),
            People.bearer(""),
            "authorization: bearer mshp_" + "B".repeat(43),
            People.bearer("mshr_devdefaultapikey000000000000000000000000000")
        }) {
            assertThat(other.get(ME, header).status()).as(header).isEqualTo(401);
        }
    }

    /** The ports of a host share their cookies: this one may be another server's. */
    @Test
    void aCookieThatDoesNotHoldIsAsGoodAsNone() {
        String cookie = "Cookie: mesher_session=mshs_" + "A".repeat(43);
        RawHttp open = server.serve(server.data().database(), AuthMode.OPEN);
        RawHttp required = server.serve(server.data().database(), AuthMode.REQUIRED);

        assertThat(open.get(ME, cookie).status()).isEqualTo(200);
        assertThat(required.get(ME, cookie).status()).isEqualTo(401);
        assertThat(http.get(ME, cookie, "Host: mesher.example").status()).isEqualTo(401);
    }

    @Test
    void withoutCredentialsTheModeDecides() {
        RawHttp open = server.serve(server.data().database(), AuthMode.OPEN);
        RawHttp required = server.serve(server.data().database(), AuthMode.REQUIRED);

        assertThat(open.get(ME, "Host: mesher.example").status()).isEqualTo(200);
        assertThat(required.get(ME).status()).isEqualTo(401);
        assertThat(http.get(ME, "Host: mesher.example").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "Host: localhost:8080, Origin: http://localhost:3000, 200",
        "Host: mesher.example, Origin: https://mesher.example, 200",
        "Host: mesher.example, Origin: http://evil.example, 403",
        "Host: mesher.example:8080, Origin: http://mesher.example:3000, 403",
        "Host: mesher.example, Origin: null, 403",
        "Host: localhost:8080, Origin: http://evil.example, 403",
    })
    void aPageOfAnotherSiteCannotUseTheCookie(String host, String origin, int status) {
        String cookie = "Cookie: mesher_session=" + bearer.substring("Authorization: Bearer ".length());

        assertThat(http.post(SETTINGS, "{\"retention_days\":9}", cookie, host, origin)
                        .status())
                .isEqualTo(status);
        assertThat(http.post("/api/v1/auth/logout", "", host, origin).status()).isEqualTo(status);
    }

    @Test
    void aPageOfAnotherSiteCannotSignAnyoneIn() {
        assertThat(people.login("ada@a.example", People.PASSWORD, "Origin: http://evil.example")
                        .status())
                .isEqualTo(403);
    }

    /** A name of the attacker's that leads to this machine: the browser sends that name as host and origin. */
    @Test
    void aReboundNameIsNotThisMachine() {
        assertThat(http.get(ME, "Host: evil.example:8080", "Origin: http://evil.example:8080")
                        .status())
                .isEqualTo(401);
        assertThat(http.post(SETTINGS, "{\"retention_days\":9}", "Host: evil.example:8080")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneAtOnce() {
        assertThat(http.post(SETTINGS, "{\"retention_days\":9}", bearer).status())
                .isEqualTo(200);
        server.data().sql("UPDATE org_memberships SET role = 'member'");
        assertThat(http.post(SETTINGS, "{\"retention_days\":9}", bearer).status())
                .isEqualTo(403);
        server.data().sql("DELETE FROM org_memberships");
        assertThat(http.get(SETTINGS, bearer).status()).isEqualTo(404);
        server.data().sql("DELETE FROM users");
        assertThat(http.get(SETTINGS, bearer).status()).isEqualTo(401);
    }

    @Test
    void aTokenIsNeverMoreThanItsUser() {
        String token = people.token(bearer, "read", "write", "admin");
        assertThat(http.post(SETTINGS, "{\"retention_days\":9}", token).status())
                .isEqualTo(200);
        server.data().sql("UPDATE org_memberships SET role = 'member'");
        assertThat(http.post(SETTINGS, "{\"retention_days\":9}", token).status())
                .isEqualTo(403);
    }

    @Test
    void aTokenCannotMakeAWiderOne() {
        String admin = people.token(bearer, "admin");
        RawHttp.Answer answer = http.post("/api/v1/tokens", "{\"name\":\"x\",\"scopes\":[\"write\"]}", admin);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("the token lacks the scope write");
    }

    @Test
    void aTokenEndsWhenItIsRevokedOrExpired() {
        JsonObject made = http.post(
                        "/api/v1/tokens",
                        new JsonObject()
                                .put("name", "soon")
                                .put("expires_at", Times.text(server.data().time(Duration.ofDays(-1)))),
                        bearer)
                .object();
        String expiring = People.bearer(made.getString("token"));
        String revoked = people.token(bearer, "read");
        String id = http.get("/api/v1/tokens", bearer).array().getJsonObject(0).getString("id");

        assertThat(http.get(ME, revoked).status()).isEqualTo(200);
        assertThat(http.post("/api/v1/tokens/" + id + "/revoke", "", bearer).status())
                .isEqualTo(200);
        assertThat(http.get(ME, revoked).status()).isEqualTo(401);
        assertThat(http.get(ME, expiring).status()).isEqualTo(200);
        server.clock().leap(Duration.ofDays(1));
        assertThat(http.get(ME, expiring).status()).isEqualTo(401);
    }

    @Test
    void tokensAreListedWithoutTheirValuesAndForTheirOwnerAlone() {
        String token = people.token(bearer, "read");
        String other = people.signedIn(people.organization("b"), "eve@b.example", "owner");
        JsonObject listed = http.get("/api/v1/tokens", bearer).array().getJsonObject(0);

        assertThat(listed.fieldNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at");
        assertThat(http.get("/api/v1/tokens", other).array()).isEmpty();
        assertThat(http.post("/api/v1/tokens/" + listed.getString("id") + "/revoke", "", other)
                        .status())
                .isEqualTo(404);
        assertThat(http.get(ME, token).status()).isEqualTo(200);
    }

    @Test
    void whoNeedsNoAccountHasNoTokens() {
        assertThat(http.post("/api/v1/tokens", "{\"name\":\"x\"}").error())
                .isEqualTo("tokens belong to an account: sign in first");
        assertThat(http.get("/api/v1/tokens").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\" \"}",
                "{\"name\":7}",
                "{\"name\":\"x\",\"scopes\":[]}",
                "{\"name\":\"x\",\"scopes\":\"read\"}",
                "{\"name\":\"x\",\"scopes\":[\"READ\"]}",
                "{\"name\":\"x\",\"scopes\":[null]}",
                "{\"name\":\"x\",\"scopes\":null}",
                "{\"name\":\"x\",\"expires_at\":\"2001-01-01T00:00:00Z\"}",
                "{\"name\":\"x\",\"expires_at\":\"soon\"}",
                "{\"name\":\"x\\ny\"}",
            })
    void badTokens(String body) {
        assertThat(http.post("/api/v1/tokens", body, bearer).status()).isEqualTo(400);
    }

    @Test
    void theClientsIdOfAnEventLeadsToOnesOwnAlone() {
        UUID organization = people.organization("b");
        String other = people.signedIn(organization, "eve@b.example", "owner");
        String eventId = UUID.randomUUID().toString();
        UUID issue = server.data().issue("Boom", Duration.ZERO);
        UUID mine = server.data().event(issue, Duration.ofMinutes(5), new JsonObject().put("event_id", eventId));
        UUID newer = server.data().event(issue, Duration.ZERO, new JsonObject().put("event_id", eventId));
        UUID project = server.data()
                .sql("INSERT INTO projects (org_id, name, slug) VALUES ($1, 'B', 'b') RETURNING id", organization)
                .iterator()
                .next()
                .getUUID(0);
        server.data().sql("UPDATE events SET project_id = $1 WHERE id = $2", project, newer);
        server.data()
                .sql(
                        "INSERT INTO event_ids (project_id, event_id, id, issue_id) VALUES ($1, $2, $3, $4)",
                        project,
                        UUID.fromString(eventId),
                        newer,
                        issue);

        assertThat(event(eventId, bearer)).isEqualTo(mine.toString());
        assertThat(event(eventId, other)).isEqualTo(newer.toString());
        assertThat(http.get("/api/v1/events/" + newer, bearer).status()).isEqualTo(404);
        assertThat(http.get("/api/v1/events/" + mine, other).status()).isEqualTo(404);
    }

    private String event(String id, String header) {
        return http.get("/api/v1/events/" + id, header)
                .object()
                .getJsonObject("event")
                .getString("id");
    }
}
