package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.http.Times;
import dev.mesher.search.IndexStore;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchTest {
    private static final String SEARCH = "/api/v1/projects/default/events/search?q=";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final StoredData data = server.data();
    private final RawHttp http = server.http();
    private UUID issue;

    @BeforeEach
    void anIssue() {
        issue = data.issue("Boom", Duration.ZERO);
    }

    /** The digest may have come to none, some or all of the events. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void messageTypeAndValueAreSearched(int digested) throws Exception {
        UUID inMessage = event("Payment of order-4711 declined", null, null, 3);
        UUID inType = event("m", "java.net.PaymentException", null, 2);
        UUID inValue = event("m", "E", "the payment/gateway <payment@shop.example> is away", 1);
        digest(digested);

        assertThat(ids("payment"))
                .containsExactlyInAnyOrder(inMessage.toString(), inType.toString(), inValue.toString());
        assertThat(ids("PAYMENTexception")).containsExactly(inType.toString());
        assertThat(ids("java.net.PaymentException")).containsExactly(inType.toString());
        assertThat(ids("4711+declined")).containsExactly(inMessage.toString());
        assertThat(ids("shop")).containsExactly(inValue.toString());
        assertThat(ids("declined+gateway")).isEmpty();
        assertThat(ids("pay")).as("whole words and pieces of identifiers").isEmpty();
    }

    @Test
    void theBestMatchComesFirstThenTheNewest() throws Exception {
        UUID often = event("timeout after timeout, timeout", null, null, 3);
        UUID older = event("timeout of the cart", null, null, 2);
        UUID newer = event("timeout of the till", null, null, 1);
        digest(2);

        assertThat(ids("timeout")).containsExactly(often.toString(), newer.toString(), older.toString());
        assertThat(ids("timeout&limit=1")).containsExactly(often.toString());
    }

    /** Fifty are ranked for a small page: one that is older than so many is not, however well it matches, and whether they were digested or not. */
    @ParameterizedTest
    @ValueSource(ints = {0, 25, 50})
    void theBestOfTheNewestComesFirst(int digested) throws Exception {
        UUID often = event("timeout after timeout, timeout", null, null, 300);
        digest(1);
        for (int n = 1; n < 50; n++) {
            event("timeout of the cart", null, null, 250 - n);
        }
        digest(digested);
        assertThat(ids("timeout&limit=1")).containsExactly(often.toString());

        UUID newest = event("timeout of the till", null, null, 0);
        assertThat(ids("timeout&limit=1")).containsExactly(newest.toString());
    }

    /** Words of very many blocks are looked for from the newest back. */
    @Test
    void aFrequentWordIsFoundInTheNewestEvents() throws Exception {
        int events = 25;
        for (int n = 0; n < events; n++) {
            event("needle", null, null, events - n);
            digest(1);
        }
        UUID newest = event("needle", null, null, 0);
        assertThat(data.number("SELECT count(*) FROM event_blocks")).isEqualTo(events);

        assertThat(ids("needle&limit=100")).hasSize(events + 1);
        assertThat(ids("needle&limit=1")).containsExactly(newest.toString());
        assertThat(ids("needle+haystack")).isEmpty();
    }

    /** Very many blocks hold the word, none of the newest does: the newest of those are found all the same. */
    @Test
    void aWordThatWasFrequentIsFoundWhereItWasLast() {
        blocks(1_200, 600, "needle");
        blocks(150, 5, "haystack");

        JsonArray found = http.get(SEARCH + "needle&limit=100").array();

        assertThat(found).hasSize(100);
        assertThat(found.getJsonObject(0).getString("message")).isEqualTo("needle 1200");
        assertThat(found.getJsonObject(99).getString("message")).isEqualTo("needle 1101");
        assertThat(ids("needle+1150")).hasSize(1);
        assertThat(ids("needle+haystack")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void capitalsCountForNothingInAnyAlphabet(int digested) throws Exception {
        UUID kelvin = event("probe at 273 \u212Aelvin", null, null, 3);
        UUID german = event("ÜBERWEISUNG 50% gescheitert", null, null, 2);
        UUID greek = event("ΠΛΗΡΩΜΗ", "Größenfehler", null, 1);
        digest(digested);

        assertThat(ids(encoded("überweisung"))).containsExactly(german.toString());
        assertThat(ids(encoded("Überweisung 50"))).containsExactly(german.toString());
        assertThat(ids(encoded("πληρωμη größenfehler"))).containsExactly(greek.toString());
        assertThat(ids("kelvin")).containsExactly(kelvin.toString());
        assertThat(ids("aberweisung")).isEmpty();
    }

    /** Once in a quarter of a day, for longer than the days that are gone through one by one: each is found once. */
    @Test
    void aRareWordIsFoundHoweverLongAgoItWas() {
        int times = 70;
        data.sql(
                "SELECT ensure_event_partitions((now() AT TIME ZONE 'UTC')::date - 20, (now() AT TIME ZONE 'UTC')::date)");
        for (int n = times; n > 0; n--) {
            blocks(1, n * 360, "needle");
        }
        blocks(100, 5, "haystack");

        assertThat(ids("needle&limit=100")).hasSize(times).doesNotHaveDuplicates();
    }

    /** Of one event each, a second apart. */
    private void blocks(int count, int minutesAgo, String word) {
        data.sql(
                """
                WITH made AS (
                    SELECT n, $3::timestamptz + n * interval '1 second' AS at, $2 || ' ' || n AS message
                    FROM generate_series(1, $1::integer) n),
                named AS (
                    SELECT *, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008'
                               || lpad(to_hex(n), 15, '0'))::uuid AS id FROM made),
                stored AS (
                    INSERT INTO events (id, received_at, project_id, issue_id, fingerprint, level, message, tags, payload)
                    SELECT id, at, $4, $5, 'f', 'error', message, '{}', '' FROM named),
                hours AS (
                    INSERT INTO digest_hours SELECT $4, date_trunc('hour', at, 'UTC'), count(*) FROM named GROUP BY 2
                    ON CONFLICT DO NOTHING),
                progress AS (UPDATE digest_progress SET digested_to = last.id, digested_until = last.at
                             FROM (SELECT id, at FROM named ORDER BY id DESC LIMIT 1) last)
                INSERT INTO event_blocks (project_id, last_id, hour, ids, times, words)
                SELECT $4, id, date_trunc('hour', at, 'UTC'), ARRAY[id], ARRAY[at], ARRAY[$2, n::text] FROM named""",
                count,
                word,
                data.time(Duration.ofMinutes(minutesAgo)),
                data.project(),
                issue);
    }

    @Test
    void anItemHasItsFields() {
        UUID id = event("needle", null, null, 1);

        assertThat(http.get(SEARCH + "needle").array())
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("id", id.toString())
                                .put("issue_id", issue.toString())
                                .put("level", "error")
                                .put("message", "needle")
                                .put("received_at", Times.text(data.time(Duration.ofMinutes(1))))));
    }

    @Test
    void whatIsDeletedOrAnothersIsNotFound() throws Exception {
        event("needle", null, null, 2);
        event("needle", null, null, 1);
        digest(1);
        data.sql("INSERT INTO projects (org_id, name, slug) SELECT id, 'Other', 'other' FROM organizations");
        assertThat(http.get("/api/v1/projects/other/events/search?q=needle").array())
                .isEmpty();
        assertThat(ids("needle")).hasSize(2);

        data.sql("UPDATE issues SET status = 'deleted'");

        assertThat(ids("needle")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%25", "...", "%26+%7C+!", "'", "\\", "%22", ":*", "__", "%F0%9F%98%80"})
    void signsAloneFindNothing(String text) throws Exception {
        event("100% of 'this' & | ! : \\ \"that\"", null, null, 1);
        event("100% of 'this' & | ! : \\ \"that\"", null, null, 1);
        digest(1);

        assertThat(ids(text)).isEmpty();
        assertThat(ids("this'%20" + text)).as("beside a word").hasSize(2);
    }

    @Test
    void aSearchForNothingIsRefused() {
        for (String query : List.of("", "%20", "x&limit=0", "x&limit=101", "x".repeat(1_001), "%00")) {
            assertThat(http.get(SEARCH + query).status()).as(query).isEqualTo(400);
        }
        assertThat(http.get("/api/v1/projects/default/events/search").status()).isEqualTo(400);
    }

    @CanIgnoreReturnValue
    private UUID event(String message, @Nullable String type, @Nullable String value, int minutesAgo) {
        UUID id = data.event(issue, Duration.ofMinutes(minutesAgo), new JsonObject().put("message", message));
        data.sql("UPDATE events SET exception_type = $2, exception_value = $3 WHERE id = $1", id, type, value);
        return id;
    }

    private void digest(int events) throws Exception {
        boolean unused = events > 0
                && new IndexStore(server.vertx(), data.database().pool(), events)
                        .digest(Instant.now().plusSeconds(1))
                        .await(10, TimeUnit.SECONDS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> ids(String query) {
        return http.get(SEARCH + query).array().stream()
                .map(each -> ((JsonObject) each).getString("id"))
                .toList();
    }
}
