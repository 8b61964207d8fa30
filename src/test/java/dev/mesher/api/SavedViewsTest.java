package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SavedViewsTest {
    private static final String VIEWS = "/api/v1/projects/default/views";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp http = server.http();
    private String ann;
    private String bob;
    private String admin;

    @BeforeEach
    void people() {
        People people = new People(server);
        UUID here = people.defaultOrganization();
        ann = people.signedIn(here, "ann@a.example", "member");
        bob = people.signedIn(here, "bob@a.example", "member");
        admin = people.signedIn(here, "admin@a.example", "admin");
    }

    @Test
    void aViewInFull() {
        String id = saved(ann, view("Mine", false).put("query", "assigned:me").put("sort", "events"));

        JsonObject read = http.get(VIEWS, ann).array().getJsonObject(0);
        Object made = read.remove("created_at");
        assertThat(made).isInstanceOf(String.class);
        assertThat(read)
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("name", "Mine")
                        .put("query", "assigned:me")
                        .put("sort", "events")
                        .put("shared", false)
                        .put("own", true));
    }

    @Test
    void ownOnesFirstThenThoseThatOthersShare() {
        saved(ann, view("b", false));
        saved(ann, view("a", true));
        saved(bob, view("0 shared", true));
        saved(bob, view("1 secret", false));

        assertThat(names(ann)).containsExactly("a", "b", "0 shared");
        assertThat(names(bob)).containsExactly("0 shared", "1 secret", "a");
        assertThat(names(admin)).containsExactly("0 shared", "a");
        assertThat(names()).as("a caller without an account").containsExactly("0 shared", "a");
    }

    @Test
    void callersWithoutAnAccountHaveViewsToo() {
        String id = saved("X-None: 1", view("here", false));

        assertThat(names()).containsExactly("here");
        assertThat(names(ann)).isEmpty();
        assertThat(delete(id, ann)).isEqualTo(404);
        assertThat(http.post("/api/v1/views/" + id + "/delete", "{}").status()).isEqualTo(200);
        assertThat(names()).isEmpty();
    }

    @Test
    void whoMayDelete() {
        String secret = saved(ann, view("secret", false));
        String shared = saved(ann, view("shared", true));
        String other = saved(ann, view("another", true));

        assertThat(delete(secret, bob)).isEqualTo(404);
        assertThat(delete(secret, admin)).isEqualTo(404);
        assertThat(delete(shared, bob)).isEqualTo(403);
        assertThat(names(ann)).hasSize(3);
        assertThat(delete(secret, ann)).isEqualTo(200);
        assertThat(delete(shared, ann)).isEqualTo(200);
        assertThat(delete(other, admin)).isEqualTo(200);
        assertThat(delete(other, admin)).isEqualTo(404);
        assertThat(names(ann)).isEmpty();
    }

    @Test
    void aUserHasAHundredInAProject() {
        server.data()
                .sql("INSERT INTO saved_views (project_id, user_id, name, query, sort, shared)"
                        + " SELECT p.id, u.id, 'v' || n, '', 'last_seen', false FROM projects p, users u, generate_series(1, 99) n"
                        + " WHERE u.email = 'ann@a.example'");
        saved(ann, view("last", false));

        RawHttp.Answer refused = http.post(VIEWS, view("too many", false), ann);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("100 views");
        saved(bob, view("his", false));
    }

    @Test
    void whatIsNoViewIsRefused() {
        for (JsonObject wrong : List.of(
                new JsonObject(),
                view("", false),
                view("a", false).put("sort", "name"),
                view("a", false).put("shared", "yes"),
                view("a", false).put("query", 1))) {
            assertThat(http.post(VIEWS, wrong, ann).status()).as(wrong.encode()).isEqualTo(400);
        }
        assertThat(http.post(VIEWS, view("a", false).put("query", "x is:bad"), ann)
                        .object()
                        .getInteger("at"))
                .isEqualTo(5);
    }

    @CanIgnoreReturnValue
    private String saved(String caller, JsonObject view) {
        RawHttp.Answer answer = http.post(VIEWS, view, caller);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.object().getString("id");
    }

    private int delete(String view, String caller) {
        return http.post("/api/v1/views/" + view + "/delete", "{}", caller).status();
    }

    private List<String> names(String... headers) {
        return http.get(VIEWS, headers).array().stream()
                .map(each -> ((JsonObject) each).getString("name"))
                .toList();
    }

    private static JsonObject view(String name, boolean shared) {
        return new JsonObject().put("name", name).put("shared", shared);
    }
}
