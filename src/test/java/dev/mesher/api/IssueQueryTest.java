package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching issues with the query language, and counting them. */
final class IssueQueryTest {
    private static final String VIEWS = "unresolved new regressed mine unassigned archived resolved";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    private UUID cart;
    private UUID mail;

    @BeforeEach
    void twoIssues() {
        cart = DATA.issue("TypeError: Cannot read total of cart", Duration.ofHours(1));
        mail = DATA.issue("Mail was not sent", Duration.ofDays(10));
        DATA.sql("UPDATE issues SET level = 'warning', event_count = 200, user_count = 9 WHERE id = $1", mail);
    }

    @AfterEach
    void empty() {
        for (String table : List.of("issues", "issue_releases", "issue_users", "events", "tag_hours")) {
            DATA.sql("DELETE FROM " + table);
        }
    }

    @Test
    void wordsOfTheTitleInAnyOrder() {
        assertThat(titles("cart cannot")).containsExactly("TypeError: Cannot read total of cart");
        assertThat(titles("\"cart cannot\"")).isEmpty();
        assertThat(titles("\"total of\"")).hasSize(1);
        assertThat(titles("!total")).containsExactly("Mail was not sent");
        assertThat(titles("%")).isEmpty();
    }

    @Test
    void byItsOwnFields() {
        assertThat(titles("level:warning")).containsExactly("Mail was not sent");
        assertThat(titles("!level:warning")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("events:>199")).containsExactly("Mail was not sent");
        assertThat(titles("events:>200")).isEmpty();
        assertThat(titles("users:<9")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("first_seen:>7d")).containsExactly("Mail was not sent");
        assertThat(titles("last_seen:<2h")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("!last_seen:<2h")).containsExactly("Mail was not sent");
        assertThat(titles("last_seen:<2000-01-01")).isEmpty();
        assertThat(titles("last_seen:>2000-01-01")).hasSize(2);
        assertThat(titles("first_seen:>99999w last_seen:<9999-12-31")).isEmpty();
        assertThat(titles("")).hasSize(2);
    }

    @Test
    void byStateAndMark() {
        DATA.sql("UPDATE issues SET status = 'archived' WHERE id = $1", mail);
        assertThat(titles("is:archived")).containsExactly("Mail was not sent");
        assertThat(titles("!is:archived")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("is:unresolved")).hasSize(1);
        assertThat(titles("is:resolved")).isEmpty();
        assertThat(titles("is:discarded")).isEmpty();
        assertThat(titles("is:new")).hasSize(1).doesNotContain("Mail was not sent");

        DATA.sql("UPDATE issues SET hour = date_trunc('hour', now(), 'UTC'), hour_count = 11 WHERE id = $1", mail);
        assertThat(titles("is:spiking")).containsExactly("Mail was not sent");
        assertThat(titles("!is:spiking")).hasSize(1).doesNotContain("Mail was not sent");
    }

    @Test
    void regressedIsWhatAnEventReopenedUntilItIsResolvedAgain() {
        DATA.sql(
                "UPDATE issues SET last_resolved_at = now() - interval '2 hours', regressed_at = now() - interval '1 hour'"
                        + " WHERE id = $1",
                cart);
        DATA.sql("UPDATE issues SET last_resolved_at = now() WHERE id = $1", mail);
        assertThat(titles("is:regressed")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("!is:regressed")).containsExactly("Mail was not sent");

        assertThat(SERVER.http()
                        .post("/api/v1/issues/" + cart + "/resolve", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(titles("is:regressed")).isEmpty();
        assertThat(SERVER.http()
                        .post("/api/v1/issues/" + cart + "/unresolve", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(titles("is:regressed")).isEmpty();
    }

    @Test
    void byWhoHasIt() {
        People people = new People(SERVER);
        String ann = people.signedIn(people.defaultOrganization(), "ann" + cart + "@a.example", "member");
        UUID user = DATA.sql("SELECT id FROM users WHERE email = $1", "ann" + cart + "@a.example")
                .iterator()
                .next()
                .getUUID(0);
        DATA.sql("UPDATE issues SET assigned_to = $2 WHERE id = $1", mail, user);

        assertThat(titles("assigned:me", ann)).containsExactly("Mail was not sent");
        assertThat(titles("!assigned:me", ann)).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("assigned:me")).as("a caller without an account").isEmpty();
        assertThat(titles("!assigned:me")).hasSize(2);
        assertThat(titles("assigned:" + user)).containsExactly("Mail was not sent");
        assertThat(titles("assigned:ANN" + cart + "@a.example")).containsExactly("Mail was not sent");
        assertThat(titles("assigned:nobody@a.example")).isEmpty();
        assertThat(titles("assigned:none")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("is:assigned")).containsExactly("Mail was not sent");
        assertThat(count("", ann, "mine")).isEqualTo(1);
        assertThat(count("", ann, "unassigned")).isEqualTo(1);
        assertThat(count("", "X-None: 1", "mine")).isZero();
    }

    @Test
    void byPlace() {
        DATA.sql("INSERT INTO issue_releases VALUES ($1, 'prod', '1.0'), ($1, 'test', '2.0')", cart);
        DATA.sql("INSERT INTO issue_releases VALUES ($1, 'test', '1.0')", mail);

        assertThat(titles("env:prod")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("!env:prod")).containsExactly("Mail was not sent");
        assertThat(titles("release:1.0")).hasSize(2);
        assertThat(titles("release:1.0 env:test")).containsExactly("Mail was not sent");
        assertThat(titles("release:2.0 env:prod")).isEmpty();
        assertThat(titles("env:test env:prod")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("release:2.0", "&environment=test")).hasSize(1);
        assertThat(titles("release:2.0", "&environment=prod&level=error"))
                .as("the former parameters hold beside the query")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "email", "username", "ip_address"})
    void byTheUserInWhateverFieldTheyStood(String field) throws NoSuchAlgorithmException {
        DATA.sql("INSERT INTO issue_users VALUES ($1, $2)", mail, hash(field + "=ann@a.example"));

        assertThat(titles("user:ann@a.example")).containsExactly("Mail was not sent");
        assertThat(titles("!user:ann@a.example")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("user:ann")).isEmpty();
    }

    @Test
    void byTheTagsOfItsEvents() {
        DATA.event(cart, Duration.ofMinutes(1), new JsonObject().put("tags", new JsonObject().put("region", "eu")));
        DATA.event(mail, Duration.ofDays(1), new JsonObject().put("tags", new JsonObject().put("region", "us")));

        assertThat(titles("tag.region:eu")).hasSize(1).doesNotContain("Mail was not sent");
        assertThat(titles("!tag.region:eu")).containsExactly("Mail was not sent");
        assertThat(titles("tag.region:us tag.region:eu")).isEmpty();
        assertThat(titles("tag.region:\"\\\"}\"")).isEmpty();
        assertThat(list("tag.region:eu", "").object().containsKey("complete")).isFalse();
    }

    @Test
    void aFrequentTagIsLookedForInTheNewestEventsAndTheAnswerSaysSo() {
        DATA.event(cart, Duration.ofMinutes(1), new JsonObject().put("tags", new JsonObject().put("region", "eu")));
        DATA.sql(
                "INSERT INTO tag_hours VALUES ($1, 'region', date_trunc('hour', now(), 'UTC'), 'eu', 100000)",
                DATA.project());

        JsonObject page = list("tag.region:eu", "").object();
        assertThat(page.getBoolean("complete")).isFalse();
        assertThat(page.getJsonArray("data")).hasSize(1);
        assertThat(SERVER.http()
                        .get("/api/v1/projects/default/issues/counts?query=tag.region:eu")
                        .object()
                        .getBoolean("complete"))
                .isFalse();
    }

    @Test
    void countsOfTheViews() {
        DATA.sql("UPDATE issues SET status = 'archived' WHERE id = $1", mail);
        DATA.sql("UPDATE issues SET status = 'resolved' WHERE id = $1", DATA.issue("done", Duration.ZERO));
        DATA.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", DATA.issue("gone", Duration.ZERO));
        DATA.sql("UPDATE issues SET regressed_at = now() WHERE id = $1", DATA.issue("again", Duration.ofDays(3)));

        JsonObject counts =
                SERVER.http().get("/api/v1/projects/default/issues/counts").object();

        assertThat(counts.fieldNames()).containsExactlyInAnyOrder(VIEWS.split(" ", -1));
        assertThat(VIEWS.split(" ", -1))
                .extracting(view -> counts.getJsonObject(view).getInteger("count"))
                .containsExactly(2, 1, 1, 0, 2, 1, 1);
        assertThat(counts.getJsonObject("unresolved").getBoolean("more")).isFalse();
        assertThat(count("cart", "X-None: 1", "unresolved")).isEqualTo(1);
        assertThat(count("is:spiking", "X-None: 1", "unresolved")).isZero();
    }

    @Test
    void aCountEndsAtTenThousand() {
        DATA.sql(
                "INSERT INTO issues (project_id, fingerprint, title) SELECT $1, 'f' || n, 'many' FROM generate_series(1, 10001) n",
                DATA.project());

        JsonObject counts = SERVER.http()
                .get("/api/v1/projects/default/issues/counts?query=many")
                .object();

        assertThat(counts.getJsonObject("unresolved"))
                .isEqualTo(new JsonObject().put("count", 10_000).put("more", true));
        assertThat(counts.getJsonObject("archived"))
                .isEqualTo(new JsonObject().put("count", 0).put("more", false));
    }

    /** A page checks a bounded number of issues for an environment, and the next one goes on behind them. */
    @Test
    void aPageThatCheckedAsManyIssuesAsItMayGoesOn() {
        DATA.sql(
                "INSERT INTO issues (project_id, fingerprint, title, last_seen)"
                        + " SELECT $1, 'f' || n, 'many', now() - n * interval '1 second' FROM generate_series(1, 2500) n",
                DATA.project());
        DATA.sql("INSERT INTO issue_releases VALUES ($1, 'prod', '1.0')", mail);

        JsonObject first = list("env:prod", "").object();
        assertThat(first.getJsonArray("data")).isEmpty();
        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(first.getBoolean("complete")).isFalse();
        JsonObject second = list(
                        "env:prod",
                        "&cursor=" + first.getString("next_cursor") + "&cursor_id=" + first.getString("next_cursor_id"))
                .object();
        assertThat(second.getJsonArray("data")).hasSize(1);
        assertThat(second.getBoolean("has_more")).isFalse();
        assertThat(second.containsKey("complete")).isFalse();

        JsonObject counts = SERVER.http()
                .get("/api/v1/projects/default/issues/counts?query=env:prod")
                .object();
        assertThat(counts.getJsonObject("unresolved"))
                .isEqualTo(new JsonObject().put("count", 0).put("more", true));
        assertThat(list("release:1.0", "").object().getJsonArray("data"))
                .as("few issues were seen in it")
                .hasSize(1);
    }

    /** More rows than a look-up reads. */
    @Test
    void aReleaseAndAUserOfVeryManyIssuesAreCheckedIssueByIssue() throws NoSuchAlgorithmException {
        DATA.sql(
                "INSERT INTO issues (project_id, fingerprint, title, last_seen)"
                        + " SELECT $1, 'f' || n, 'many', now() - n * interval '1 second' FROM generate_series(1, 2100) n",
                DATA.project());
        DATA.sql("INSERT INTO issue_releases SELECT id, 'prod', '1.0' FROM issues WHERE title = 'many'");
        DATA.sql("INSERT INTO issue_users SELECT id, $1 FROM issues WHERE title = 'many'", hash("id=42"));

        for (String term : List.of("release:1.0", "user:42", "release:1.0 env:prod")) {
            assertThat(titles(term)).as(term).hasSize(25).containsOnly("many");
        }
        assertThat(titles("!release:1.0")).hasSize(2).doesNotContain("many");
        assertThat(titles("release:1.0 env:test")).isEmpty();
    }

    @Test
    void pagesOfAQueryHoldEachIssueOnce() {
        DATA.sql("INSERT INTO issue_releases SELECT id, 'prod', '' FROM issues");
        JsonObject first = list("env:prod", "&limit=1").object();
        JsonObject second = list(
                        "env:prod",
                        "&limit=1&cursor=" + first.getString("next_cursor") + "&cursor_id="
                                + first.getString("next_cursor_id"))
                .object();

        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(second.getBoolean("has_more")).isFalse();
        assertThat(second.getJsonArray("data").getJsonObject(0).getString("title"))
                .isEqualTo("Mail was not sent");
    }

    @Test
    void anErrorSaysWhere() {
        RawHttp.Answer answer = answer("a is:bad", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.object())
                .isEqualTo(new JsonObject()
                        .put("at", 5)
                        .put(
                                "error",
                                "is: takes one of unresolved, resolved, archived, discarded, new, regressed, spiking,"
                                        + " assigned, unassigned"));
        assertThat(SERVER.http()
                        .get("/api/v1/projects/default/issues/counts?query=is:bad")
                        .object()
                        .getInteger("at"))
                .isEqualTo(3);
        assertThat(answer("a".repeat(1_001), "").error()).contains("longer than 1000 characters");
        assertThat(answer("a".repeat(1_000), "").status()).isEqualTo(200);
    }

    /** Pieces of the grammar in any order are answered, or refused with a place inside them. */
    @Test
    void anyTextIsAnsweredOrRefusedWithAPlaceInIt() {
        String[] pieces = (("is: level: env: release: assigned: user: tag. tag.a: first_seen: last_seen: events: users:"
                                + " : ! \" \\ > < . , % _ ' 7d 2h 1w >7d <2h 100 >100 me none a@b new spiking regressed"
                                + " unassigned error 2026-11-01 >2026-11-01 >2026-13-01 T09:30:00Z ü 世界 😀 $1 ? -- ; xyz "
                                + UUID.randomUUID())
                        + "  ")
                .split(" ", -1);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        int rounds = 400;
        for (int round = 0; round < rounds; round++) {
            StringBuilder query = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int piece = 0; piece < length; piece++) {
                query.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(3) == 0 ? " " : "");
            }
            String path = random.nextInt(4) == 0 ? "/counts" : "";
            RawHttp.Answer answer =
                    SERVER.http().get("/api/v1/projects/default/issues" + path + "?query=" + encoded(query.toString()));
            if (answer.status() != 200) {
                refused++;
                assertThat(answer.status()).as("seed %s: %s", seed, query).isEqualTo(400);
                assertThat(answer.object().getInteger("at"))
                        .as("seed %s: %s: %s", seed, query, answer.body())
                        .isBetween(0, query.length() - 1);
            }
        }
        assertThat(refused).isBetween(rounds / 10, rounds * 9 / 10 + 20);
    }

    private static UUID hash(String identity) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private static RawHttp.Answer answer(String query, String more, String... headers) {
        return SERVER.http().get("/api/v1/projects/default/issues?query=" + encoded(query) + more, headers);
    }

    private static RawHttp.Answer list(String query, String more, String... headers) {
        RawHttp.Answer answer = answer(query, more, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** @param more further parameters, which begin with {@code &}, or a header */
    private static List<String> titles(String query, String... more) {
        RawHttp.Answer answer =
                more.length == 1 && more[0].startsWith("&") ? list(query, more[0]) : list(query, "", more);
        return answer.object().getJsonArray("data").stream()
                .map(each -> ((JsonObject) each).getString("title"))
                .toList();
    }

    private static int count(String query, String header, String view) {
        return SERVER.http()
                .get("/api/v1/projects/default/issues/counts?query=" + encoded(query), header)
                .object()
                .getJsonObject(view)
                .getInteger("count");
    }
}
