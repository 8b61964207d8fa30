package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.search.SearchQuery;
import dev.mesher.search.SearchStore;
import dev.mesher.search.SearchStore.Held;
import dev.mesher.testing.StoredData;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryPlansTest {
    private static final int ISSUES = 10_000;

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    @BeforeAll
    static void start() {
        DATA.sql(
                "WITH made AS (INSERT INTO issues (project_id, fingerprint, title, event_count, last_seen)"
                        + " SELECT $1, 'f' || n, 'Issue ' || n, n % 100, now() - n * interval '1 second'"
                        + " FROM generate_series(1, $2) n RETURNING id)"
                        + " INSERT INTO issue_releases SELECT id, 'prod', '1.0' FROM made",
                DATA.project(), ISSUES);
        blocks();
    }

    private static void blocks() {
        DATA.sql(
                "INSERT INTO event_blocks (project_id, last_id, hour, ids, times, words)"
                        + " SELECT $1, id, now(), ARRAY[id], ARRAY[now()], ARRAY['common', 'word' || n]"
                        + " FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, 5000) n) made",
                DATA.project());
        DATA.sql("ANALYZE event_blocks");
        DATA.sql("ANALYZE issues");
    }

    @Test
    void countsByTagUseTheIndexOfTags() throws Exception {
        String plan = plan(TagStore.COUNT, Tuple.of(DATA.project(), "run", "7"));

        assertThat(plan).contains("_tags_idx").doesNotContain("Seq Scan on events");
    }

    @Test
    void anEventsOwnIdLeadsToOnePartition() throws Exception {
        String plan = plan(
                EventDetailStore.BY_IDS,
                Tuple.tuple()
                        .addArrayOfUUID(new UUID[] {UUID.randomUUID()})
                        .addArrayOfUUID(null)
                        .addArrayOfOffsetDateTime(new OffsetDateTime[] {DATA.time(Duration.ZERO)}));

        assertThat(plan.lines().filter(line -> line.contains(" on events_p"))).hasSize(1);
    }

    @Test
    void anIssueLooksItsEventsUpByTheirIndex() throws Exception {
        String plan = plan(IssueDetailStore.DETAIL, Tuple.of(UUID.randomUUID()));

        assertThat(plan).contains("_issue_id_received_at_idx").doesNotContain("Seq Scan");
    }

    @Test
    void aSearchReadsBlocksByIndexAndOneDayForEachBlock() throws Exception {
        String former = plan(Held.FORMER.search(), words("word7"));
        String recent = plan(Held.RECENT.search(), words("common"));

        assertThat(former.split("Bitmap Index Scan on event_blocks_words"))
                .as("slices, and all before")
                .hasSize(3);
        assertThat(recent).containsPattern("Index Scan Backward using event_blocks_pkey");
        assertThat(List.of(former, recent)).allSatisfy(plan -> assertThat(plan)
                .containsPattern("Index Cond: \\(\\(id = ANY .*received_at >= .*received_at <= ")
                .doesNotContain("Seq Scan on events"));
    }

    @Test
    void howWordsAreHeldIsAskedOfTheNewestBlocks() throws Exception {
        assertThat(plan(SearchStore.HELD, Tuple.of(DATA.project()).addArrayOfString(new String[] {"word7"})))
                .contains("Index Scan Backward using event_blocks_pkey");
    }

    @ParameterizedTest
    @MethodSource("countedByHour")
    void dashboardsUseTheKeysOfWhatIsCounted(String query) throws Exception {
        String plan = plan(query, Tuple.of(DATA.project(), "day"));

        assertThat(plan).containsPattern("(project|tag)_hours_pkey").doesNotContain("Seq Scan on events");
    }

    private static Tuple words(String text) {
        SearchQuery query = SearchQuery.of(text);
        return Tuple.of(DATA.project())
                .addArrayOfString(query.words())
                .addArrayOfString(query.patterns())
                .addInteger(50)
                .addInteger(0);
    }

    static List<String> countedByHour() {
        return List.of(DashboardStore.VOLUME, DashboardStore.TAGS + 25);
    }

    @Test
    void levelsUseTheKeyOfWhatIsCounted() throws Exception {
        assertThat(plan(DashboardStore.LEVELS, Tuple.of(DATA.project()))).contains("project_hours_pkey");
        assertThat(plan(DashboardStore.HEALTH, Tuple.of(DATA.project())))
                .contains("project_hours_pkey", "issues_project");
    }

    @Test
    void aSessionUsesItsIndex() throws Exception {
        assertThat(plan(EventListStore.SESSION + " ORDER BY received_at, id LIMIT 25", Tuple.of(DATA.project(), "s")))
                .contains("_session_id_")
                .doesNotContain("Seq Scan on events", "->  Sort ");
    }

    @Test
    void aPartOfATitleIsFoundByItsTrigrams() throws Exception {
        Statement list = IssueStore.statement(
                DATA.project(),
                new IssueFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("issue 77"),
                        IssueFilter.Sort.LAST_SEEN,
                        25,
                        Optional.empty()));

        assertThat(plan(list.text(), list.arguments())).contains("issues_title");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sort=events", "q=issue%209", "environment=prod&release=1.0", "status=unresolved&level=error"
            })
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void pagesOfTenThousandIssuesAreFast(String query) {
        for (int page = 0; page < 20; page++) {
            assertThat(SERVER.http()
                            .get("/api/v1/projects/1/issues?" + query)
                            .object()
                            .getJsonArray("data"))
                    .hasSize(25);
        }
    }

    /** Without sequential scans, which small tables prefer. */
    private static String plan(String query, Tuple arguments) throws Exception {
        PgConnection connection = DATA.database().connect().await(10, TimeUnit.SECONDS);
        connection.query("SET enable_seqscan = off").execute().await(10, TimeUnit.SECONDS);
        List<String> lines = new ArrayList<>();
        connection
                .preparedQuery("EXPLAIN " + query)
                .execute(arguments)
                .await(10, TimeUnit.SECONDS)
                .forEach(row -> lines.add(row.getString(0)));
        connection.close().await(10, TimeUnit.SECONDS);
        return String.join("\n", lines);
    }
}
