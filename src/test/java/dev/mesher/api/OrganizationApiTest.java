package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Organisations, their projects, keys and members. */
final class OrganizationApiTest {
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final String MEMBERS = "/api/v1/orgs/default/members";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp http = server.http();
    private final People people = new People(server);
    private UUID organization;
    private UUID owner;
    private String asOwner;
    private String asAdmin;

    @BeforeEach
    void people() {
        organization = people.defaultOrganization();
        UUID user = people.user("owner@a.example");
        owner = people.member(organization, user, "owner");
        asOwner = People.bearer(
                people.login("owner@a.example", People.PASSWORD).object().getString("token"));
        asAdmin = people.signedIn(organization, "admin@a.example", "admin");
    }

    @Test
    void aProjectIsMadeWithItsFirstKeyAndDsn() {
        RawHttp.Answer made = http.post(
                "/api/v1/orgs/default/projects", "{\"name\":\"Web shop\"}", asAdmin, "Host: mesher.example:8443");
        JsonObject project = made.object();
        String key = http.get("/api/v1/projects/web-shop/api-keys", asAdmin)
                .array()
                .getJsonObject(0)
                .getString("key_value");

        assertThat(made.status()).isEqualTo(201);
        assertThat(project.getString("slug")).isEqualTo("web-shop");
        assertThat(project.getString("dsn"))
                .isEqualTo("http://" + key + "@mesher.example:8443/" + project.getLong("number"));
    }

    @Test
    void projectsShowNumberAndDsnAsTheClientAsked() {
        String path = "/api/v1/projects/default";
        RawHttp proxied = server.serve(server.data().database(), AuthMode.AUTO, InetAddress.getLoopbackAddress());
        String key = "mshr_devdefaultapikey000000000000000000000000000";

        assertThat(http.get(path, asAdmin, "Host: mesher.example:8443").object().getString("dsn"))
                .isEqualTo("http://" + key + "@mesher.example:8443/1");
        assertThat(http.get(path, asAdmin, "Host: mesher.example").object().getString("dsn"))
                .isEqualTo("http://" + key + "@mesher.example:80/1");
        assertThat(http.get(path, asAdmin, "Host: mesher.example", "X-Forwarded-Proto: https")
                        .object()
                        .getString("dsn"))
                .startsWith("http://");
        assertThat(proxied.get(
                                path,
                                asAdmin,
                                "X-Forwarded-For: 6.6.6.6",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: mesher.example")
                        .object()
                        .getString("dsn"))
                .isEqualTo("https://" + key + "@mesher.example:443/1");

        server.data().sql("UPDATE api_keys SET revoked_at = now()");
        JsonObject listed = http.get("/api/v1/projects", asAdmin).array().getJsonObject(0);
        assertThat(listed.getInteger("number")).isEqualTo(1);
        assertThat(listed.containsKey("dsn")).isTrue();
        assertThat(listed.getValue("dsn")).isNull();
    }

    @Test
    void aListHoldsWhatIsOnesOwn() {
        UUID other = people.organization("b");
        server.data().sql("INSERT INTO projects (org_id, name, slug) VALUES ($1, 'B', 'b')", other);

        assertThat(slugs(http.get("/api/v1/projects", asAdmin))).containsExactly("default");
        assertThat(slugs(http.get("/api/v1/orgs", asAdmin))).containsExactly("default");
        assertThat(slugs(http.get("/api/v1/projects"))).containsExactly("b", "default");
        assertThat(slugs(http.get("/api/v1/orgs"))).containsExactly("b", "default");
    }

    @ParameterizedTest
    @CsvSource({
        "My App, my-app",
        "'  --Ünïcode!! 42 ', unicode-42",
        "42, project-42",
        "日本, project",
    })
    void aSlugIsMadeFromTheName(String name, String slug) {
        RawHttp.Answer made = http.post("/api/v1/orgs/default/projects", new JsonObject().put("name", name), asAdmin);

        assertThat(made.object().getString("slug")).isEqualTo(slug);
        assertThat(http.get("/api/v1/projects/" + slug, asAdmin).body()).isEqualTo(made.body());
        assertThat(http.post("/api/v1/orgs/default/projects", new JsonObject().put("name", name), asAdmin)
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":[]}",
                "{\"name\":\"a\\u0000\"}",
                "{\"name\":\"a\",\"slug\":\"\"}",
                "{\"name\":\"a\",\"slug\":\"-a\"}",
                "{\"name\":\"a\",\"slug\":\"A\"}",
                "{\"name\":\"a\",\"slug\":\"12\"}",
                "{\"name\":\"a\",\"slug\":\"" + NOBODY + "\"}",
                "{\"name\":\"a\",\"slug\":\"a b\"}",
                "{\"name\":\"a\",\"platform\":1}",
            })
    void badProjects(String body) {
        assertThat(http.post("/api/v1/orgs/default/projects", body, asAdmin).status())
                .isEqualTo(400);
        assertThat(http.post("/api/v1/orgs/default/projects", "{\"name\":\"" + "x".repeat(201) + "\"}", asAdmin)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void keysAreMadeListedAndRevoked() {
        RawHttp.Answer made = http.post("/api/v1/projects/default/api-keys", "{\"label\":\"web\"}", asAdmin);
        String value = made.object().getString("key_value");
        JsonObject listed =
                http.get("/api/v1/projects/default/api-keys", asAdmin).array().getJsonObject(0);

        assertThat(made.status()).isEqualTo(201);
        assertThat(value).matches("mshr_[A-Za-z0-9_]{1,59}");
        assertThat(listed.fieldNames())
                .containsExactlyInAnyOrder("id", "project_id", "key_value", "label", "created_at", "revoked_at");
        assertThat(listed.getString("key_value")).isEqualTo(value);
        assertThat(listed.getString("label")).isEqualTo("web");

        String revoke = "/api/v1/api-keys/" + listed.getString("id") + "/revoke";
        assertThat(http.post(revoke, "", asAdmin).body()).isEqualTo("{\"status\":\"ok\"}");
        String first = revokedAt();
        assertThat(http.post(revoke, "", asAdmin).status()).isEqualTo(200);
        assertThat(revokedAt()).isEqualTo(first).isNotNull();
    }

    @Test
    void membersComeChangeAndGo() {
        UUID user = people.user("new@a.example");
        RawHttp.Answer added = http.post(MEMBERS, new JsonObject().put("user_id", user.toString()), asAdmin);
        String path = MEMBERS + "/" + added.object().getString("id");
        JsonObject listed = http.get(MEMBERS, asAdmin).array().getJsonObject(0);

        assertThat(added.status()).isEqualTo(201);
        assertThat(listed.fieldNames())
                .containsExactlyInAnyOrder("id", "user_id", "email", "display_name", "role", "joined_at");
        assertThat(listed.getString("role")).isEqualTo("member");
        assertThat(http.post(MEMBERS, new JsonObject().put("user_id", user.toString()), asAdmin)
                        .status())
                .isEqualTo(409);
        assertThat(http.post(path + "/role", "{\"role\":\"admin\"}", asAdmin).status())
                .isEqualTo(200);
        assertThat(http.get(MEMBERS, asAdmin).array().getJsonObject(0).getString("role"))
                .isEqualTo("admin");
        assertThat(http.post(path + "/remove", "", asAdmin).status()).isEqualTo(200);
        assertThat(http.post(path + "/remove", "", asAdmin).status()).isEqualTo(404);
        assertThat(http.get(MEMBERS, asAdmin).array()).hasSize(2);
    }

    @Test
    void onlyAnOwnerMakesAndUnmakesOwners() {
        UUID user = people.user("new@a.example");
        JsonObject asking = new JsonObject().put("user_id", user.toString()).put("role", "owner");
        String admin = server.data()
                .sql("SELECT id FROM org_memberships WHERE role = 'admin'")
                .iterator()
                .next()
                .getUUID(0)
                .toString();

        assertThat(http.post(MEMBERS, asking, asAdmin).status()).isEqualTo(403);
        assertThat(http.post(MEMBERS + "/" + admin + "/role", "{\"role\":\"owner\"}", asAdmin)
                        .status())
                .isEqualTo(403);
        assertThat(http.post(MEMBERS + "/" + owner + "/role", "{\"role\":\"admin\"}", asAdmin)
                        .status())
                .isEqualTo(403);
        assertThat(http.post(MEMBERS + "/" + owner + "/remove", "", asAdmin).status())
                .isEqualTo(403);
        assertThat(http.post(MEMBERS, asking, asOwner).status()).isEqualTo(201);
        assertThat(http.post(MEMBERS + "/" + owner + "/remove", "", asOwner).status())
                .isEqualTo(200);
    }

    @Test
    void theLastOwnerStays() {
        for (String action : List.of("/role", "/remove")) {
            RawHttp.Answer answer = http.post(MEMBERS + "/" + owner + action, "{\"role\":\"member\"}", asOwner);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.error()).isEqualTo("the last owner cannot be removed or demoted");
        }
    }

    @Test
    void oneOwnerIsLeftHoweverManyGoAtOnce() {
        UUID second = people.member(organization, people.user("second@a.example"), "owner");
        for (int round = 0; round < 20; round++) {
            server.data().sql("UPDATE org_memberships SET role = 'owner' WHERE id IN ($1, $2)", owner, second);
            List<CompletableFuture<Integer>> both = List.of(owner, second).stream()
                    .map(id -> CompletableFuture.supplyAsync(
                            () -> http.post(MEMBERS + "/" + id + "/role", "{\"role\":\"member\"}")
                                    .status()))
                    .toList();

            assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void aMembershipOfAnotherOrganisationIsNotThere() {
        UUID other = people.member(people.organization("b"), people.user("b@b.example"), "member");

        assertThat(http.post(MEMBERS + "/" + other + "/role", "{\"role\":\"admin\"}", asOwner)
                        .status())
                .isEqualTo(404);
        assertThat(http.post(MEMBERS + "/" + other + "/remove", "", asOwner).status())
                .isEqualTo(404);
        assertThat(server.data().number("SELECT count(*) FROM org_memberships WHERE id = $1", other))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/members | {} | 400",
                "/members | {\"user_id\":\"x\"} | 400",
                "/members | {\"user_id\":7} | 400",
                "/members | {\"user_id\":\"" + NOBODY + "\"} | 404",
                "/members | {\"user_id\":\"" + NOBODY + "\",\"role\":\"king\"} | 400",
                "/members/x/role | {\"role\":\"admin\"} | 400",
                "/members/" + NOBODY + "/role | {\"role\":\"admin\"} | 404",
                "/members/" + NOBODY + "/role | {} | 400",
                "/members/" + NOBODY + "/remove | {} | 404",
            })
    void badMembers(String path, String body, int status) {
        assertThat(http.post("/api/v1/orgs/default" + path, body, asOwner).status())
                .isEqualTo(status);
    }

    private String revokedAt() {
        return http.get("/api/v1/projects/default/api-keys", asAdmin)
                .array()
                .getJsonObject(0)
                .getString("revoked_at");
    }

    private static List<String> slugs(RawHttp.Answer answer) {
        JsonArray all = answer.array();
        return all.stream().map(each -> ((JsonObject) each).getString("slug")).toList();
    }
}
