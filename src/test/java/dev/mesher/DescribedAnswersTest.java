package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mesher.config.Settings;
import dev.mesher.journal.Entry;
import dev.mesher.journal.JournalFile;
import dev.mesher.journal.RefusedInJournal;
import dev.mesher.testing.Description;
import dev.mesher.testing.Description.Operation;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.MetricsDocument;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import dev.mesher.told.link.AcknowledgeLink;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node with data answers, against what the description says of it. */
final class DescribedAnswersTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Description DESCRIPTION = Description.load();
    private static final Map<String, String> IN_PATH = new HashMap<>();
    private static final String IN_QUERY = "?limit=1&key=region&value=eu&q=boom";

    private static TestNode node;
    private static RawHttp http;
    private static String bearer = "";

    /** A cursor from before there was any data. */
    private static String since = "";

    @BeforeAll
    static void fill(@TempDir Path directory) throws Exception {
        Settings settings = TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT);
        RefusedInJournal.add(
                JournalFile.path(directory, settings.server().httpPort()),
                "why",
                new Entry("event", null, new byte[] {1}),
                new Entry("event", null, new byte[] {2}));
        node = TestNode.start(settings);
        http = new RawHttp(node.httpPort());
        since = http.get("/api/v1/projects/default/changes").object().getString("cursor");
        EventClient events = node.client();
        JsonObject sent = new JsonObject()
                .put("message", "boom")
                .put("session_id", "s1")
                .put("event_id", UUID.randomUUID().toString())
                .put("environment", "production")
                .put("tags", new JsonObject().put("region", "eu"))
                .put("exception", new JsonObject().put("type_name", "E").put("value", "boom"))
                .put("invented", List.of(1));
        events.event(new JsonObject().put("message", "another issue"));
        events.event(sent);
        EventClient.Answer stored = events.event(sent);
        IN_PATH.put("project", "default");
        IN_PATH.put("org", "default");
        IN_PATH.put("session", "s1");
        IN_PATH.put("issue", stored.text("issue_id"));
        IN_PATH.put("event", stored.text("id"));
        attached(stored.text("id"));
        node.sql("INSERT INTO user_feedback (id, project_id, message, contexts, received_at)"
                + " SELECT gen_random_uuid(), id, 'too dear', '{\"os\":{\"name\":\"Linux\"}}', now() FROM projects");
        node.sql("INSERT INTO saved_views (project_id, name, query, sort, shared)"
                + " SELECT id, 'Mine', 'assigned:me', 'last_seen', true FROM projects");
        node.sql("INSERT INTO project_releases SELECT id, '1.0', 'production', now(), now() FROM projects");
        EventClient.Answer unused = events.event(new JsonObject().put("level", "none"));
        people();
        watching();
        channel();
        episode();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void everyGetAnswersAsDescribed() {
        int asked = 0;
        for (Operation operation : DESCRIPTION.operations()) {
            if (operation.method().equals("GET")) {
                String path = operation.path();
                for (Map.Entry<String, String> parameter : IN_PATH.entrySet()) {
                    path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
                }
                String query = IN_QUERY + (path.endsWith("/changes") ? "&since=" + since : "");
                RawHttp.Answer answer = http.get(path + query, bearer);
                asDescribed(operation, answer);
                headIsLike(answer, http.send("HEAD", path + query, "", bearer), operation);
                asked++;
            }
        }

        assertThat(asked).isGreaterThan(25);
    }

    @Test
    void refusalsAreAsDescribed() {
        for (Operation operation : DESCRIPTION.operations()) {
            if (operation.method().equals("GET") && operation.path().contains("{")) {
                String path = operation
                        .path()
                        .replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());

                asDescribed(operation, http.get(path, bearer), 404);
                boolean open = operation.node().path("security").isEmpty();
                asDescribed(operation, http.get(path, "Authorization: Bearer nobody"), open ? 404 : 401);
                headIsLike(http.get(path, bearer), http.send("HEAD", path, "", bearer), operation);
                asDescribed(operation, http.get(path, "Origin: http://evil.example"), 403);
                asDescribed(operation, http.get(operation.path().replaceAll("\\{[a-z]+}", "a%00b"), bearer), 400);
            }
        }
    }

    @Test
    void whoNeedsNoAccountIsDescribedToo() {
        for (Operation operation : DESCRIPTION.operations()) {
            if (operation.path().equals("/api/v1/auth/me")) {
                RawHttp.Answer answer = http.get(operation.path());

                asDescribed(operation, answer);
                assertThat(answer.object().getValue("user")).isNull();
            }
        }
    }

    @Test
    void theServerHandsItsDescriptionOut() {
        RawHttp.Answer answer = http.get("/openapi.yaml");

        assertThat(answer.header("content-type")).contains("application/yaml");
        assertThat(answer.body()).isEqualTo(DESCRIPTION.text());
        assertThat(http.get("/openapi.yaml", "Host: mesher.example").status()).isEqualTo(401);
    }

    private static void asDescribed(Operation operation, RawHttp.Answer answer) {
        // The stream's address has no other answer to a plain GET.
        boolean answers = operation.node().path("responses").has("200");
        asDescribed(operation, answer, answers ? 200 : 426);
        assertThat(answer.body()).as(operation.route()).isNotIn("[]", "");
        assertThat(answer.body()).as(operation.route()).doesNotContain("\"data\":[]");
    }

    private static void asDescribed(Operation operation, RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(operation.route() + " " + answer.body()).isEqualTo(status);
        JsonNode content = operation.response(DESCRIPTION, status).path("content");
        String type = answer.header("content-type").orElse("").replaceAll(";.*", "");
        assertThat(content.has(type)).as(operation.route() + " answers " + type).isTrue();
        if (type.equals("application/json")) {
            assertThat(DESCRIPTION.violations(content.path(type).path("schema"), json(answer.body())))
                    .as(operation.route() + " " + answer.body())
                    .isEmpty();
        }
    }

    @Test
    void eachMetricIsDocumentedWithItsType() {
        Map<String, String> served = new TreeMap<>();
        http.get("/metrics", bearer)
                .body()
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words[0].equals("#") && words[1].equals("TYPE"))
                .forEach(words -> served.put(words[2], words[3]));

        assertThat(served).hasSizeGreaterThan(20);
        assertThat(MetricsDocument.types()).containsAllEntriesOf(served);
    }

    /** What these tell differs from one moment to the next, and their tag with it. */
    private static final Set<String> MEASURED_ANEW =
            Set.of("/api/v1/projects/{project}/changes", "/api/v1/operate/nodes");

    /** The same in all but the body; what is measured anew each time may have another length. */
    private static void headIsLike(RawHttp.Answer get, RawHttp.Answer head, Operation operation) {
        String of = "HEAD of " + operation.path();
        assertThat(head.body()).as(of).isEmpty();
        assertThat(lines(head)).as(of).isEqualTo(lines(get));
        if (!MEASURED_ANEW.contains(operation.path())) {
            assertThat(head.header("etag")).as(of).isEqualTo(get.header("etag"));
        }
        int length = Integer.parseInt(head.header("content-length").orElse("-1"));
        if (operation.path().equals("/metrics") || MEASURED_ANEW.contains(operation.path())) {
            assertThat(length).as(of).isPositive();
        } else {
            assertThat(length).as(of).isEqualTo(get.body().getBytes(StandardCharsets.UTF_8).length);
        }
    }

    /** Status line and headers, but for the length and the tag, which follow the body, and for the name of the request. */
    private static List<String> lines(RawHttp.Answer answer) {
        return answer.head()
                .lines()
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("etag:"))
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("x-request-id:"))
                .sorted()
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(text, broken);
        }
    }

    /** A file that came with the event. */
    private static void attached(String event) {
        String id = node.sql(
                        """
                        INSERT INTO attachments (project_id, event_id, digest, filename, kind, size, received_at, data)
                        SELECT project_id, event_id, gen_random_uuid(), 'a.txt', 'event.attachment', 2, now(), 'ab'
                        FROM events WHERE id = $1 RETURNING id""",
                        UUID.fromString(event))
                .iterator()
                .next()
                .getUUID(0)
                .toString();
        IN_PATH.put("attachment", id);
    }

    /** An owner who is signed in, with a token. */
    private static void people() {
        node.sql("INSERT INTO users (email, password_hash, operator)"
                + " VALUES ('o@a.example', crypt('let me in', gen_salt('bf', 4)), true)");
        node.sql(
                "INSERT INTO org_memberships (user_id, org_id, role) SELECT u.id, o.id, 'owner' FROM users u, organizations o");
        node.sql("INSERT INTO invitations (org_id, email, role, token_hash, expires_at)"
                + " SELECT id, 'b@a.example', 'member', 'hash', now() + interval '1 day' FROM organizations");
        JsonObject login = new JsonObject().put("email", "o@a.example").put("password", "let me in");
        bearer = "Authorization: Bearer "
                + http.post("/api/v1/auth/login", login).object().getString("token");
        assertThat(http.post("/api/v1/tokens", new JsonObject().put("name", "t"), bearer)
                        .status())
                .isEqualTo(201);
    }

    /** A channel with a message that was tried. */
    private static void channel() {
        JsonObject settings =
                new JsonObject().put("url", "https://ntfy.example").put("topic", "t");
        RawHttp.Answer made = http.post(
                "/api/v1/orgs/default/channels",
                new JsonObject().put("kind", "ntfy").put("name", "On call").put("settings", settings),
                bearer);
        assertThat(made.status()).isEqualTo(201);
        IN_PATH.put("channel", made.object().getString("id"));
        node.sql(
                """
                WITH episode AS (
                    INSERT INTO episodes (rule_id, project_id, started_at, last_alert_at, alert_count, calm_at, ended_at)
                    SELECT id, project_id, now(), now(), 1, now(), now() FROM alert_rules LIMIT 1 RETURNING id),
                message AS (
                    INSERT INTO messages
                        (channel_id, episode_id, kind, due_at, next_try_at, give_up_at, attempt, content, given_up_at)
                    SELECT c.id, e.id, 'first', now(), now(), now(), 1, '{"summary":"s"}', now() FROM channels c, episode e
                    RETURNING id)
                INSERT INTO deliveries (message_id, attempt, at, millis, status, words, error)
                SELECT id, 1, now(), 5, 500, 'Oops', 'the receiver answered 500' FROM message""");
    }

    /** An alert of an episode of which a channel was told, with the link of its message. */
    private static void episode() {
        UUID episode = id(
                """
                WITH e AS (
                    INSERT INTO episodes (project_id, rule_id, started_at, last_alert_at, alert_count, calm_at)
                    SELECT $1, id, now(), now(), 1, now() FROM alert_rules RETURNING id)
                UPDATE alerts SET episode_id = e.id, accepted_at = now() FROM e RETURNING e.id""");
        UUID channel = id(
                """
                INSERT INTO channels (org_id, kind, name, settings)
                SELECT org_id, 'slack', 'On call', '{}' FROM projects WHERE id = $1 RETURNING id""");
        byte[] key = node.sql("SELECT key FROM shared_keys")
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        Instant expires = Instant.now().plus(AcknowledgeLink.VALID_FOR);
        IN_PATH.put("token", new AcknowledgeLink(key).sign(new AcknowledgeLink.Token(episode, channel, expires)));
    }

    private static UUID id(String sql) {
        return node.sql(sql, node.project()).iterator().next().getUUID(0);
    }

    /** An alert, and what is counted besides events. */
    private static void watching() {
        UUID alert = node.sql(
                        """
                WITH rule AS (
                    INSERT INTO alert_rules (project_id, name, condition_json)
                    VALUES ($1, 'r', '{"condition_type":"new_issue"}') RETURNING id)
                INSERT INTO alerts (rule_id, project_id, message, condition_snapshot) SELECT id, $1, 'm', '{}' FROM rule
                RETURNING id""",
                        node.project())
                .iterator()
                .next()
                .getUUID(0);
        IN_PATH.put("alert", alert.toString());
        RawHttp.Answer comment = http.post(
                "/api/v1/issues/" + IN_PATH.get("issue") + "/comments", new JsonObject().put("text", "Hm"), bearer);
        assertThat(comment.status()).isEqualTo(201);
        node.sql(
                "INSERT INTO item_counts (project_id, day, category, item_count)"
                        + " VALUES ($1, (now() AT TIME ZONE 'UTC')::date, 'transaction', 3)",
                node.project());
    }
}
