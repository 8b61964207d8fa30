package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.endpoint.Endpoint;
import dev.mesher.testing.RawHttp;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Every route, and what each kind of caller gets from it. A new route needs a row: the statuses in the order of
 * {@link #CALLERS}, or one word for a usual row.
 */
final class AccessMatrixTest {
    /** Columns. {@code stranger} is owner of another organisation; the tokens are an admin's. */
    private static final List<String> CALLERS = List.of(
            "anonymous", "wrong", "member", "admin", "owner", "stranger", "read-token", "write-token", "admin-token");

    /** What a member may look at. */
    private static final String VIEW = "401 401 200 200 200 404 200 403 200";

    /** What a member may do. */
    private static final String DO = "401 401 200 200 200 404 403 200 403";

    /** What takes an admin. */
    private static final String ADMINISTER = "401 401 403 200 200 404 403 403 200";

    /** The same where something comes of it. */
    private static final String CREATE = "401 401 403 201 201 404 403 403 201";

    /** What takes an operator, whom {@link OperatorTest} has. */
    private static final String OPERATE = "401 401 403 403 403 403 403 403 403";

    private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

    static {
        row("GET /api/v1/server", "200 200 200 200 200 200 200 200 200");
        row("POST /api/v1/auth/login", "401 401 401 401 401 401 401 401 401");
        row("POST /api/v1/auth/logout", "200 200 200 200 200 200 200 200 200");
        row("POST /api/v1/auth/first", "409 409 409 409 409 409 409 409 409");
        row("POST /api/v1/auth/invitation", "200 200 200 200 200 200 200 200 200");
        row("POST /api/v1/auth/accept", "201 201 201 201 201 201 201 201 201");
        row("GET /api/v1/auth/me", "401 401 200 200 200 200 200 403 200");
        row("POST /api/v1/auth/password", "401 401 403 403 403 403 403 403 403");
        row("POST /api/v1/auth/profile", "401 401 200 200 200 200 403 403 200");
        row("GET /api/v1/auth/sessions", "401 401 200 200 200 200 200 403 200");
        row("POST /api/v1/auth/sessions/:session/end", "401 401 404 404 404 404 403 403 404");
        row("GET /api/v1/tokens", "401 401 200 200 200 200 200 403 200");
        row("POST /api/v1/tokens", "401 401 201 201 201 201 403 403 201");
        row("POST /api/v1/tokens/:token/revoke", "401 401 404 404 404 404 403 403 404");
        row("GET /api/v1/orgs", "401 401 200 200 200 200 200 403 200");
        row("GET /api/v1/projects", "401 401 200 200 200 200 200 403 200");
        row("POST /api/v1/orgs/:org/projects", CREATE);
        row("GET /api/v1/projects/:project", VIEW);
        row("POST /api/v1/projects/:project", ADMINISTER);
        row("POST /api/v1/projects/:project/delete", "401 401 403 403 200 404 403 403 403");
        row("GET /api/v1/orgs/:org/members", VIEW);
        row("POST /api/v1/orgs/:org/members", CREATE);
        row("POST /api/v1/orgs/:org/members/:membership/role", ADMINISTER);
        row("POST /api/v1/orgs/:org/members/:membership/remove", ADMINISTER);
        row("GET /api/v1/orgs/:org/invitations", "401 401 403 200 200 404 200 403 200");
        row("POST /api/v1/orgs/:org/invitations", CREATE);
        row("POST /api/v1/invitations/:invitation/revoke", ADMINISTER);
        row("GET /api/v1/projects/:project/api-keys", VIEW);
        row("POST /api/v1/projects/:project/api-keys", CREATE);
        row("POST /api/v1/api-keys/:key/revoke", ADMINISTER);
        row("GET /api/v1/projects/:project/settings", VIEW);
        row("POST /api/v1/projects/:project/settings", ADMINISTER);
        row("GET /api/v1/projects/:project/storage", VIEW);
        row("GET /api/v1/projects/:project/events/count", VIEW);
        row("GET /api/v1/projects/:project/events/tags", VIEW);
        row("GET /api/v1/projects/:project/issues", VIEW);
        row("GET /api/v1/projects/:project/issues/counts", VIEW);
        row("GET /api/v1/projects/:project/views", VIEW);
        row("POST /api/v1/projects/:project/views", "401 401 201 201 201 404 403 201 403");
        row("POST /api/v1/views/:view/delete", "401 401 403 200 200 404 403 200 403");
        row("GET /api/v1/projects/:project/events/search", VIEW);
        row("GET /api/v1/projects/:project/sessions/:session/events", VIEW);
        row("GET /api/v1/projects/:project/items", VIEW);
        row("GET /api/v1/projects/:project/feedback", VIEW);
        row("GET /api/v1/projects/:project/dashboard/volume", VIEW);
        row("GET /api/v1/projects/:project/dashboard/levels", VIEW);
        row("GET /api/v1/projects/:project/dashboard/top-issues", VIEW);
        row("GET /api/v1/projects/:project/dashboard/tags", VIEW);
        row("GET /api/v1/projects/:project/dashboard/health", VIEW);
        row("GET /api/v1/projects/:project/changes", VIEW);
        row("GET /api/v1/projects/:project/stream", "401 401 426 426 426 404 426 403 426");
        row("GET /api/v1/issues/:issue", VIEW);
        row("GET /api/v1/issues/:issue/hours", VIEW);
        row("GET /api/v1/issues/:issue/events", VIEW);
        row("GET /api/v1/issues/:issue/timeline", VIEW);
        row("GET /api/v1/issues/:issue/tags", VIEW);
        row("GET /api/v1/projects/:project/environments", VIEW);
        row("GET /api/v1/projects/:project/releases", VIEW);
        row("GET /api/v1/projects/:project/refusals", "401 401 403 200 200 404 200 403 200");
        row("GET /api/v1/events/:event", VIEW);
        row("GET /api/v1/events/:event/attachments", VIEW);
        row("GET /api/v1/attachments/:attachment", VIEW);
        row("POST /api/v1/issues/:issue/resolve", DO);
        row("POST /api/v1/issues/:issue/unresolve", DO);
        row("POST /api/v1/issues/:issue/archive", DO);
        row("POST /api/v1/issues/:issue/discard", DO);
        row("POST /api/v1/issues/:issue/delete", DO);
        row("POST /api/v1/issues/:issue/assign", DO);
        row("POST /api/v1/issues/:issue/merge", DO);
        row("POST /api/v1/issues/:issue/unmerge", DO);
        row("GET /api/v1/issues/:issue/activity", VIEW);
        row("POST /api/v1/issues/:issue/comments", "401 401 201 201 201 404 403 201 403");
        row("POST /api/v1/comments/:comment", "401 401 403 403 403 404 403 403 403");
        row("POST /api/v1/comments/:comment/delete", "401 401 403 200 200 404 403 200 403");
        row("POST /api/v1/projects/:project/issues/actions", DO);
        row("GET /api/v1/projects/:project/seen", VIEW);
        row("POST /api/v1/projects/:project/seen", DO);
        row("POST /api/v1/projects/:project/regroup", DO);
        row("GET /api/v1/orgs/:org/channels", VIEW);
        row("POST /api/v1/orgs/:org/channels", CREATE);
        row("POST /api/v1/channels/:channel", ADMINISTER);
        row("POST /api/v1/channels/:channel/delete", ADMINISTER);
        row("POST /api/v1/channels/:channel/test", CREATE);
        row("GET /api/v1/channels/:channel/deliveries", VIEW);
        row("POST /api/v1/messages/:message/redeliver", ADMINISTER);
        row("GET /api/v1/projects/:project/alert-rules", VIEW);
        row("POST /api/v1/projects/:project/alert-rules", CREATE);
        row("POST /api/v1/projects/:project/alert-rules/preview", DO);
        row("POST /api/v1/alert-rules/:rule", ADMINISTER);
        row("POST /api/v1/alert-rules/:rule/toggle", ADMINISTER);
        row("POST /api/v1/alert-rules/:rule/delete", ADMINISTER);
        row("GET /api/v1/projects/:project/alerts", VIEW);
        row("GET /api/v1/alerts/:alert", VIEW);
        row("POST /api/v1/alerts/:alert/acknowledge", DO);
        row("POST /api/v1/alerts/:alert/resolve", DO);
        row("GET /api/v1/alerts/:alert/timeline", VIEW);
        row("GET /api/v1/projects/:project/episodes", VIEW);
        row("POST /api/v1/episodes/:episode/acknowledge", DO);
        row("POST /api/v1/episodes/:episode/resolve", DO);
        // AcknowledgeLinkApiTest has links that are valid, and PagerDutyWebhookTest has signatures.
        row("GET /acknowledge/:token", "404 404 404 404 404 404 404 404 404");
        row("POST /acknowledge/:token", "404 404 404 404 404 404 404 404 404");
        row("POST /api/v1/channels/:channel/pagerduty", "404 404 404 404 404 404 404 404 404");
        row("GET /api/v1/operate/nodes", OPERATE);
        row("POST /api/v1/operate/nodes/:node/promote", OPERATE);
        row("GET /api/v1/journal", OPERATE);
        row("POST /api/v1/journal/retry", OPERATE);
    }

    /** The token of an invitation that is open anew before each call. */
    private static final String INVITATION = "mshi_" + "A".repeat(43);

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final Map<String, String[]> HEADERS = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        SERVER.data().sql("INSERT INTO first_account DEFAULT VALUES");
        People people = new People(SERVER);
        UUID here = people.defaultOrganization();
        String admin = people.signedIn(here, "admin@a.example", "admin");
        HEADERS.put("anonymous", new String[0]);
        HEADERS.put("wrong", new String[] {People.bearer("mshp_" + "A".repeat(43))});
        HEADERS.put("member", new String[] {people.signedIn(here, "member@a.example", "member")});
        HEADERS.put("admin", new String[] {admin});
        HEADERS.put("owner", new String[] {people.signedIn(here, "owner@a.example", "owner")});
        HEADERS.put(
                "stranger", new String[] {people.signedIn(people.organization("other"), "owner@b.example", "owner")});
        HEADERS.put("read-token", new String[] {people.token(admin, "read")});
        HEADERS.put("write-token", new String[] {people.token(admin, "write")});
        SERVER.data().sql("CREATE TABLE signed_in AS SELECT * FROM sessions");
        HEADERS.put("admin-token", new String[] {people.token(admin, "admin", "read")});
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        assertThat(SERVER.endpoints().stream().map(AccessMatrixTest::name))
                .containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
    }

    @Test
    void eachCallerGetsWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        for (Endpoint endpoint : SERVER.endpoints()) {
            String[] statuses = EXPECTED.getOrDefault(name(endpoint), "").split(" ", -1);
            for (int column = 0; column < statuses.length && statuses.length == CALLERS.size(); column++) {
                String caller = CALLERS.get(column);
                RawHttp.Answer answer = call(endpoint, HEADERS.getOrDefault(caller, new String[0]));
                cells++;
                if (!statuses[column].equals(Integer.toString(answer.status()))) {
                    wrong.add(name(endpoint) + " as " + caller + ": " + answer.status() + " " + answer.body());
                }
            }
        }
        LoggerFactory.getLogger(AccessMatrixTest.class).info("{} cells of routes and callers", cells);

        assertThat(wrong).isEmpty();
        assertThat(cells).isEqualTo(EXPECTED.size() * CALLERS.size());
    }

    /** With targets that are there each time anew, so that no call spoils the next. */
    private static RawHttp.Answer call(Endpoint endpoint, String[] headers) {
        SERVER.data().sql("DELETE FROM alert_rules");
        SERVER.data().sql("DELETE FROM channels");
        Map<String, String> targets = new Targets(SERVER).fresh();
        String path = endpoint.path();
        for (Map.Entry<String, String> target : targets.entrySet()) {
            path = path.replaceAll(":" + target.getKey() + "(?![a-z])", target.getValue());
        }
        return HttpMethod.GET.equals(endpoint.method())
                ? SERVER.http().get(path + "?key=a&value=b&q=a", headers)
                : SERVER.http().post(path, body(endpoint.path(), targets), headers);
    }

    /** Of every field that some route wants: others take no notice. */
    private static JsonObject body(String path, Map<String, String> targets) {
        if (path.endsWith("/projects/:project/delete")) {
            return new JsonObject().put("slug", "default");
        }
        if (path.endsWith("/assign")) {
            return new JsonObject().put("user_id", "");
        }
        if (path.endsWith("/merge")) {
            return new JsonObject().put("issue_ids", List.of(targets.get("other")));
        }
        if (path.endsWith("/unmerge")) {
            return new JsonObject().put("fingerprints", List.of("computed"));
        }
        if (path.endsWith("/regroup")) {
            return new JsonObject().put("dry_run", true);
        }
        if (path.endsWith("/actions")) {
            return new JsonObject()
                    .put("issue_ids", List.of(targets.get("issue")))
                    .put("action", "archive");
        }
        if (path.endsWith("/seen")) {
            return new JsonObject();
        }
        if (path.endsWith("/members")) {
            return new JsonObject().put("user_id", targets.get("user"));
        }
        if (path.endsWith("/channels") || path.endsWith("/:channel")) {
            JsonObject channel = new JsonObject()
                    .put("name", "On call")
                    .put(
                            "settings",
                            new JsonObject().put("url", "http://127.0.0.1:9").put("topic", "t"));
            return path.endsWith("/channels") ? channel.put("kind", "ntfy") : channel;
        }
        return new JsonObject()
                .put("name", "Name " + UUID.randomUUID())
                .put("text", "A comment")
                .put("email", "nobody@a.example")
                .put("password", "wrong password")
                .put("code", "0".repeat(32))
                .put("token", INVITATION)
                .put("current", "wrong password")
                .put("new", "another password")
                .put("display_name", "Ann")
                .put("role", "member")
                .put("enabled", true)
                .put("numbers", List.of(1))
                .put("condition", new JsonObject().put("condition_type", "new_issue"))
                .put("retention_days", 90);
    }

    private static String name(Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.path();
    }

    private static void row(String route, String statuses) {
        String before = EXPECTED.put(route, statuses);
        assertThat(before).as(route).isNull();
    }

    /** What stands in a path for each parameter. */
    private record Targets(ApiServer server) {
        Map<String, String> fresh() {
            People people = new People(server);
            server.data().sql("INSERT INTO sessions SELECT * FROM signed_in ON CONFLICT DO NOTHING");
            UUID user = people.user(UUID.randomUUID() + "@a.example");
            UUID organization = people.defaultOrganization();
            UUID issue = server.data().issue("Boom", Duration.ZERO);
            Map<String, UUID> ids = new LinkedHashMap<>();
            ids.put("user", people.user(UUID.randomUUID() + "@a.example"));
            ids.put("org", organization);
            server.data()
                    .sql(
                            "UPDATE projects SET deleted_at = NULL, slug = 'default' WHERE id = $1",
                            server.data().project());
            ids.put("project", server.data().project());
            ids.put("membership", people.member(organization, user, "member"));
            ids.put("issue", issue);
            ids.put("other", server.data().issue("Bang", Duration.ZERO));
            server.data().sql("DELETE FROM issue_fingerprints WHERE fingerprint = 'computed'");
            server.data()
                    .sql(
                            "INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id) VALUES ($1, 'computed', $2)",
                            server.data().project(),
                            issue);
            UUID eventId = UUID.randomUUID();
            ids.put(
                    "event",
                    server.data().event(issue, Duration.ZERO, new JsonObject().put("event_id", eventId.toString())));
            ids.put(
                    "attachment",
                    inserted("attachments (project_id, event_id, digest, filename, kind, size, received_at, data)"
                            + " VALUES ($1, '" + eventId + "', gen_random_uuid(), 'a.txt', 'k', 1, now(), 'x')"));
            server.data().sql("DELETE FROM invitations");
            ids.put(
                    "invitation",
                    server.data()
                            .sql(
                                    "INSERT INTO invitations (org_id, email, role, token_hash, expires_at) VALUES ($1, $2, 'member',"
                                            + " encode(sha256($3::text::bytea), 'hex'), now() + interval '1 day') RETURNING id",
                                    organization,
                                    UUID.randomUUID() + "@b.example",
                                    INVITATION)
                            .iterator()
                            .next()
                            .getUUID(0));
            ids.put(
                    "key",
                    inserted("api_keys (project_id, key_value, revoked_at) VALUES ($1, gen_random_uuid(), now())"));
            ids.put(
                    "view",
                    inserted("saved_views (project_id, user_id, name, query, sort, shared)" + " VALUES ($1, '" + user
                            + "', 'v', '', 'last_seen', true)"));
            ids.put(
                    "comment",
                    inserted("activities (project_id, issue_id, kind) VALUES ($1, '" + issue + "', 'comment')"));
            ids.put("token", UUID.randomUUID());
            ids.put("session", UUID.randomUUID());
            ids.put(
                    "rule",
                    inserted("alert_rules (project_id, name, condition_json) VALUES ($1, 'r',"
                            + " '{\"condition_type\":\"new_issue\"}')"));
            ids.put(
                    "alert",
                    inserted("alerts (project_id, rule_id, message, condition_snapshot)"
                            + " SELECT $1, id, 'm', '{}' FROM alert_rules LIMIT 1"));
            ids.put(
                    "channel",
                    inserted("channels (org_id, kind, name, settings) SELECT org_id, 'ntfy', 'c',"
                            + " '{\"url\":\"http://127.0.0.1:9\",\"topic\":\"t\"}' FROM projects WHERE id = $1"));
            ids.put(
                    "message",
                    inserted(
                            "messages (channel_id, kind, due_at, next_try_at, give_up_at)"
                                    + " SELECT id, 'test', now(), now(), now() FROM channels WHERE $1::uuid IS NOT NULL LIMIT 1"));
            ids.put(
                    "episode",
                    inserted("episodes (project_id, rule_id, started_at, last_alert_at, alert_count, calm_at)"
                            + " SELECT $1, id, now(), now(), 1, now() FROM alert_rules LIMIT 1"));
            return ids.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                    .toString()));
        }

        private UUID inserted(String into) {
            return server.data()
                    .sql("INSERT INTO " + into + " RETURNING id", server.data().project())
                    .iterator()
                    .next()
                    .getUUID(0);
        }
    }
}
