package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.endpoint.Endpoint;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Projects renamed and deleted over HTTP. */
final class DeletedProjectTest {
    private static final String PROJECT = "/api/v1/projects/default";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final StoredData data = server.data();
    private final RawHttp http = server.http();
    private final Map<String, String> targets = new HashMap<>();

    @Test
    void noRouteFindsAnythingOfIt() {
        targets();
        for (Endpoint endpoint : server.endpoints()) {
            if (ofProject(endpoint) && HttpMethod.GET.equals(endpoint.method())) {
                // A stream is there, but a plain request is no upgrade.
                int there = endpoint.path().endsWith("/stream") ? 426 : 200;
                assertThat(call(endpoint).status()).as(endpoint.path()).isEqualTo(there);
            }
        }

        assertThat(delete("default").object()).isEqualTo(new JsonObject().put("status", "ok"));

        int asked = 0;
        for (Endpoint endpoint : server.endpoints()) {
            if (ofProject(endpoint)) {
                assertThat(call(endpoint).status()).as(endpoint.path()).isEqualTo(404);
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(30);
        for (String reference : new String[] {"default", "1", data.project().toString()}) {
            assertThat(http.get("/api/v1/projects/" + reference).status()).isEqualTo(404);
        }
        assertThat(http.get("/api/v1/projects").array()).isEmpty();
    }

    @Test
    void itsSlugIsFreeAndItsNumberIsNot() {
        assertThat(delete("default").status()).isEqualTo(200);

        RawHttp.Answer made = http.post(
                "/api/v1/orgs/default/projects",
                new JsonObject().put("name", "New").put("slug", "default"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.object().getLong("number")).isNotEqualTo(1);
        assertThat(http.get(PROJECT).object().getString("name")).isEqualTo("New");
        assertThat(http.get("/api/v1/projects").array()).hasSize(1);
    }

    @Test
    void theSlugMustBeRepeated() {
        for (Object slug : new Object[] {"Default", "1", "", 1, data.project().toString()}) {
            assertThat(http.post(PROJECT + "/delete", new JsonObject().put("slug", slug))
                            .status())
                    .as(String.valueOf(slug))
                    .isEqualTo(400);
        }
        assertThat(http.post(PROJECT + "/delete", new JsonObject()).error()).isEqualTo("slug is missing");
        assertThat(http.get(PROJECT).status()).isEqualTo(200);
        assertThat(delete("default").status()).isEqualTo(200);
        assertThat(delete("default").status()).isEqualTo(404);
    }

    @Test
    void itsRulesRest() {
        targets();

        assertThat(delete("default").status()).isEqualTo(200);

        assertThat(data.number("SELECT count(*) FROM alert_rules WHERE enabled"))
                .isZero();
    }

    @Test
    void aNameAndAPlatformAreChangedOneByOne() {
        RawHttp.Answer named = http.post(PROJECT, new JsonObject().put("name", " Web shop "));

        assertThat(named.status()).isEqualTo(200);
        assertThat(named.object().getString("name")).isEqualTo("Web shop");
        assertThat(named.object().getString("slug")).isEqualTo("default");
        assertThat(http.post(PROJECT, new JsonObject().put("platform", "java"))
                        .object()
                        .getString("name"))
                .isEqualTo("Web shop");
        assertThat(http.get(PROJECT).object().getString("platform")).isEqualTo("java");
        assertThat(http.post(PROJECT, new JsonObject().putNull("platform"))
                        .object()
                        .getString("platform"))
                .isNull();
        for (String body : new String[] {
            "{}",
            "{\"name\":\"\"}",
            "{\"name\":null}",
            "{\"name\":1}",
            "{\"name\":\"" + "a".repeat(201) + "\"}",
            "{\"platform\":{}}"
        }) {
            assertThat(http.post(PROJECT, body).status()).as(body).isEqualTo(400);
        }
        assertThat(http.get(PROJECT).object().getString("name")).isEqualTo("Web shop");
    }

    private RawHttp.Answer delete(String slug) {
        return http.post(PROJECT + "/delete", new JsonObject().put("slug", slug));
    }

    /** Whether the first parameter of the path names something of a project. */
    private boolean ofProject(Endpoint endpoint) {
        String first = endpoint.path().replaceFirst("^[^:]*:?", "").replaceFirst("/.*", "");
        return targets.containsKey(first);
    }

    private RawHttp.Answer call(Endpoint endpoint) {
        String path = endpoint.path();
        for (Map.Entry<String, String> target : targets.entrySet()) {
            path = path.replaceAll(":" + target.getKey() + "(?![a-z])", target.getValue());
        }
        return HttpMethod.GET.equals(endpoint.method())
                ? http.get(path + "?key=a&value=b&q=a")
                : http.post(path, new JsonObject());
    }

    private void targets() {
        UUID issue = data.issue("Boom", Duration.ZERO);
        UUID eventId = UUID.randomUUID();
        UUID event = data.event(issue, Duration.ZERO, new JsonObject().put("event_id", eventId.toString()));
        targets.put("project", data.project().toString());
        targets.put("issue", issue.toString());
        targets.put("event", event.toString());
        targets.put(
                "attachment",
                inserted("attachments (project_id, event_id, digest, filename, kind, size, received_at, data)"
                        + " VALUES ($1, '" + eventId + "', gen_random_uuid(), 'a.txt', 'k', 1, now(), 'x')"));
        targets.put(
                "comment", inserted("activities (project_id, issue_id, kind) VALUES ($1, '" + issue + "', 'comment')"));
        targets.put(
                "view",
                inserted(
                        "saved_views (project_id, name, query, sort, shared) VALUES ($1, 'v', '', 'last_seen', true)"));
        targets.put("key", inserted("api_keys (project_id, key_value) VALUES ($1, 'k')"));
        targets.put(
                "rule",
                inserted("alert_rules (project_id, name, condition_json)"
                        + " VALUES ($1, 'r', '{\"condition_type\":\"new_issue\"}')"));
        targets.put(
                "alert",
                inserted("alerts (project_id, rule_id, message, condition_snapshot)"
                        + " SELECT $1, id, 'm', '{}' FROM alert_rules LIMIT 1"));
        targets.put(
                "episode",
                inserted("episodes (project_id, rule_id, started_at, last_alert_at, alert_count, calm_at)"
                        + " SELECT $1, id, now(), now(), 1, now() FROM alert_rules LIMIT 1"));
    }

    private String inserted(String into) {
        return data.sql("INSERT INTO " + into + " RETURNING id", data.project())
                .iterator()
                .next()
                .getUUID(0)
                .toString();
    }
}
