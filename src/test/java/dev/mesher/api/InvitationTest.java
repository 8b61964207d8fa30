package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InvitationTest {
    private static final String INVITATIONS = "/api/v1/orgs/default/invitations";
    private static final String MEMBERS = "/api/v1/orgs/default/members";
    private static final String ELSEWHERE = "Host: mesher.example";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp http = server.http();
    private final People people = new People(server);
    private String owner = "";
    private String admin = "";

    @BeforeEach
    void twoWhoMayInvite() {
        server.data().sql("INSERT INTO first_account DEFAULT VALUES");
        owner = people.signedIn(people.defaultOrganization(), "owner@a.example", "owner");
        admin = people.signedIn(people.defaultOrganization(), "admin@a.example", "admin");
    }

    @Test
    void whoHasNoAccountGetsOneAndIsSignedIn() {
        String token = invited("bob@b.example", "admin");
        JsonObject shown = show(token).object();

        assertThat(shown.getJsonObject("organization").getString("slug")).isEqualTo("default");
        assertThat(shown.getString("email")).isEqualTo("bob@b.example");
        assertThat(shown.getString("role")).isEqualTo("admin");
        assertThat(shown.getBoolean("account_exists")).isFalse();

        RawHttp.Answer accepted = accept(token);
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(201);
        assertThat(accepted.header("set-cookie").orElse("")).startsWith("mesher_session=mshs_");
        JsonObject me = me(People.bearer(accepted.object().getString("token")));
        assertThat(me.getJsonObject("user").getString("display_name")).isEqualTo("Bob");
        assertThat(me.getJsonArray("organizations").getJsonObject(0).getString("role"))
                .isEqualTo("admin");
        assertThat(me.getBoolean("operator")).isFalse();
        assertThat(people.login("bob@b.example", People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aTokenIsUsedOnceAndNothingTellsApartWhyItIsNot() {
        String used = invited("used@b.example", "member");
        assertThat(accept(used).status()).isEqualTo(201);
        String revoked = invited("revoked@b.example", "member");
        assertThat(http.post("/api/v1/invitations/" + id("revoked@b.example") + "/revoke", "", admin)
                        .status())
                .isEqualTo(200);
        String replaced = invited("again@b.example", "member");
        String again = invited("AGAIN@b.example", "member");
        for (String token : List.of(used, revoked, replaced, "mshi_" + "A".repeat(43), "", "mshs_" + "A".repeat(43))) {
            for (RawHttp.Answer answer : List.of(show(token), accept(token))) {
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.error()).isEqualTo("invitation not found");
            }
            server.clock().leap(Duration.ofMinutes(5));
        }

        assertThat(show(again).status()).isEqualTo(200);
        server.clock().leap(Duration.ofDays(7));
        assertThat(show(again).status()).isEqualTo(404);
        assertThat(accept(again).status()).isEqualTo(404);
    }

    @Test
    void ofManyAtOnceOneIsServed() {
        String token = invited("bob@b.example", "member");

        List<Integer> statuses = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> accept(token).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(statuses.get(0)).isEqualTo(201);
        assertThat(statuses.subList(1, 5)).allMatch(status -> status >= 401 && status < 410);
        assertThat(server.data().number("SELECT count(*) FROM users WHERE email = 'bob@b.example'"))
                .isEqualTo(1);
    }

    @Test
    void whoHasAnAccountAcceptsSignedInWithIt() {
        UUID elsewhere = people.organization("other");
        String bob = people.signedIn(elsewhere, "Bob@b.example", "member");
        String token = invited("bob@b.example", "member");

        assertThat(show(token).object().getBoolean("account_exists")).isTrue();
        assertThat(accept(token).status()).isEqualTo(401);
        assertThat(accept(token, people.signedIn(elsewhere, "eve@b.example", "owner"))
                        .error())
                .isEqualTo("the invitation is for another account: sign in with its e-mail address");
        assertThat(accept(token, people.token(bob, "read", "write")).status()).isEqualTo(403);

        RawHttp.Answer accepted = accept(token, bob);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.object()).isEqualTo(new JsonObject().put("status", "ok"));
        assertThat(me(bob).getJsonArray("organizations")).hasSize(2);
        assertThat(people.login("bob@b.example", People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aRoleIsRaisedAndNeverLowered() {
        String bob = people.signedIn(people.organization("other"), "bob@b.example", "member");
        String low = invited("bob@b.example", "member");
        server.data().sql("UPDATE invitations SET revoked_at = NULL");
        UUID organization = people.defaultOrganization();
        UUID membership = people.member(
                organization,
                server.data()
                        .sql("SELECT id FROM users WHERE email = 'bob@b.example'")
                        .iterator()
                        .next()
                        .getUUID(0),
                "admin");

        assertThat(accept(low, bob).status()).isEqualTo(200);
        assertThat(role(membership)).isEqualTo("admin");

        server.data().sql("UPDATE invitations SET accepted_at = NULL, role = 'owner'");
        assertThat(accept(low, bob).status()).isEqualTo(200);
        assertThat(role(membership)).isEqualTo("owner");
    }

    @Test
    void nobodyGivesMoreThanTheyHave() {
        assertThat(invite("bob@b.example", "owner", admin).status()).isEqualTo(403);
        assertThat(invite("bob@b.example", "admin", admin).status()).isEqualTo(201);
        assertThat(invite("bob@b.example", "owner", owner).status()).isEqualTo(201);
        server.data().sql("DELETE FROM first_account");
        assertThat(http.post(INVITATIONS, new JsonObject().put("email", "a@b").put("role", "member"))
                        .error())
                .isEqualTo("invitations come from an account: sign in first");
    }

    @Test
    void whatMakesNoInvitationIsSaid() {
        assertThat(invite("nobody", "member", admin).status()).isEqualTo(400);
        assertThat(invite("bob@b.example", "king", admin).status()).isEqualTo(400);
        assertThat(invite("OWNER@a.example", "member", admin).error()).isEqualTo("the user is a member already");
        String token = invited("bob@b.example", "member");
        assertThat(http.post("/api/v1/auth/accept", new JsonObject().put("token", token), ELSEWHERE)
                        .error())
                .isEqualTo("password is missing");
        assertThat(http.post(
                                "/api/v1/auth/accept",
                                new JsonObject().put("token", token).put("password", "too short"),
                                ELSEWHERE)
                        .status())
                .isEqualTo(400);
        assertThat(http.post("/api/v1/auth/accept", body(token), "Origin: http://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(accept(token).status()).isEqualTo(201);
        assertThat(http.post("/api/v1/invitations/" + id("bob@b.example") + "/revoke", "", admin)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aHundredAreOpenAtMost() {
        server.data()
                .sql("INSERT INTO invitations (org_id, email, role, token_hash, expires_at)"
                        + " SELECT id, n || '@b.example', 'member', n, now() + interval '1 day'"
                        + " FROM organizations, generate_series(1, 99) n");

        List<Integer> statuses = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> invite("new" + i + "@b.example", "member", admin).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(201, 409, 409, 409);
        assertThat(invite("5@b.example", "member", admin).status())
                .as("in place of its own")
                .isEqualTo(201);
        server.clock().leap(Duration.ofDays(2));
        assertThat(invite("late@b.example", "member", admin).status()).isEqualTo(201);
    }

    @Test
    void theListHasNoTokenAndForgetsWhatEndedLongAgo() {
        String token = invited("bob@b.example", "member");
        JsonArray listed = http.get(INVITATIONS, admin).array();

        assertThat(listed).hasSize(1);
        assertThat(listed.getJsonObject(0).getString("invited_by")).isEqualTo("admin@a.example");
        assertThat(listed.encode()).doesNotContain(token).doesNotContain("mshi_");
        assertThat(server.data().number("SELECT count(*) FROM invitations WHERE token_hash LIKE 'mshi%'"))
                .isZero();

        server.data().sql("UPDATE invitations SET expires_at = now() - interval '31 days'");
        assertThat(http.get(INVITATIONS, admin).array()).isEmpty();
        String unused = invited("eve@b.example", "member");
        assertThat(server.data().number("SELECT count(*) FROM invitations")).isEqualTo(1);
    }

    @Test
    void wrongTokensAreFewAMinute() {
        String token = invited("bob@b.example", "member");
        for (int i = 0; i < 10; i++) {
            assertThat(show("mshi_" + "A".repeat(42) + i).status()).isEqualTo(404);
        }

        assertThat(show(token).status()).isEqualTo(429);
        assertThat(accept(token).status()).isEqualTo(429);
        server.clock().leap(Duration.ofMinutes(1));
        for (int i = 0; i < 20; i++) {
            assertThat(show(token).status()).as("the right one costs nothing").isEqualTo(200);
        }
    }

    @Test
    void anInvitationIsNoCredential() {
        String token = invited("bob@b.example", "owner", owner);

        assertThat(http.get("/api/v1/auth/me", People.bearer(token)).status()).isEqualTo(401);
    }

    @Test
    void membersLeaveAndTheLastOwnerStays() {
        UUID organization = people.defaultOrganization();
        String bob = people.signedIn(organization, "bob@b.example", "member");
        String eve = people.signedIn(organization, "eve@b.example", "member");

        assertThat(leave("eve@b.example", bob).error()).isEqualTo("your role does not allow this");
        assertThat(leave("bob@b.example", people.token(bob, "read", "write")).status())
                .isEqualTo(403);
        assertThat(leave("bob@b.example", bob).status()).isEqualTo(200);
        assertThat(me(bob).getJsonArray("organizations")).isEmpty();
        assertThat(leave("owner@a.example", admin).status()).isEqualTo(403);
        assertThat(leave("owner@a.example", owner).status()).isEqualTo(409);
        assertThat(leave("admin@a.example", admin).status()).isEqualTo(200);
        assertThat(me(eve).getJsonArray("organizations")).hasSize(1);
    }

    private RawHttp.Answer leave(String email, String bearer) {
        UUID membership = server.data()
                .sql("SELECT m.id FROM org_memberships m JOIN users u ON u.id = m.user_id WHERE u.email = $1", email)
                .iterator()
                .next()
                .getUUID(0);
        return http.post(MEMBERS + "/" + membership + "/remove", "", bearer);
    }

    private RawHttp.Answer invite(String email, String role, String bearer) {
        return http.post(INVITATIONS, new JsonObject().put("email", email).put("role", role), bearer);
    }

    private String invited(String email, String role) {
        return invited(email, role, admin);
    }

    private String invited(String email, String role, String bearer) {
        RawHttp.Answer made = invite(email, role, bearer);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.object().getString("token");
    }

    private RawHttp.Answer show(String token) {
        return http.post("/api/v1/auth/invitation", new JsonObject().put("token", token), ELSEWHERE);
    }

    private RawHttp.Answer accept(String token, String... headers) {
        return http.post("/api/v1/auth/accept", body(token), headers.length == 0 ? new String[] {ELSEWHERE} : headers);
    }

    private static JsonObject body(String token) {
        return new JsonObject()
                .put("token", token)
                .put("password", People.PASSWORD)
                .put("display_name", "Bob");
    }

    private JsonObject me(String bearer) {
        return http.get("/api/v1/auth/me", bearer).object();
    }

    private String id(String email) {
        return server.data()
                .sql("SELECT id FROM invitations WHERE email = $1", email)
                .iterator()
                .next()
                .getUUID(0)
                .toString();
    }

    private String role(UUID membership) {
        return server.data()
                .sql("SELECT role FROM org_memberships WHERE id = $1", membership)
                .iterator()
                .next()
                .getString(0);
    }
}
