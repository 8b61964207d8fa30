package dev.mesher.api.issue;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.api.query.IssueLookUpStore;
import dev.mesher.api.query.IssueQuery;
import dev.mesher.api.query.ResolvedQuery;
import dev.mesher.api.query.TaggedIssueStore;
import dev.mesher.decode.Users;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IssueQueryPlansTest {
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
        DATA.sql("INSERT INTO issue_releases SELECT id, 'prod', '0.' || event_count FROM issues");
        DATA.sql("INSERT INTO issue_users SELECT id, left(encode(sha256('id=everyone'), 'hex'), 32)::uuid FROM issues");
        DATA.sql("INSERT INTO issue_users SELECT id, gen_random_uuid() FROM issues");
        DATA.sql(
                "INSERT INTO events (id, received_at, project_id, issue_id, fingerprint, level, message, tags, payload)"
                        + " SELECT gen_random_uuid(), now(), $1, gen_random_uuid(), 'f', 'error', 'm',"
                        + " jsonb_build_object('region', 'r' || n), '' FROM generate_series(1, 5000) n",
                DATA.project());
        DATA.sql("UPDATE issues SET hour = date_trunc('hour', now(), 'UTC'), hour_count = 20, event_count = 5000"
                + " WHERE event_count = 99");
        DATA.sql("INSERT INTO issue_hours (issue_id, hour, event_count)"
                + " SELECT id, hour - n * interval '1 hour', 1 FROM issues, generate_series(1, 24) n WHERE hour_count = 20"
                + " ORDER BY id");
        DATA.sql("ANALYZE issues, issue_hours, issue_releases, issue_users");
        DATA.sql("ANALYZE events");
    }

    @Test
    void anIssueLooksItsEventsUpByTheirIndex() throws Exception {
        String plan = DATA.plan(IssueDetailStore.DETAIL, Tuple.of(UUID.randomUUID()));

        assertThat(plan).contains("_issue_id_received_at_idx").doesNotContain("Seq Scan");
    }

    @Test
    void aPartOfATitleIsFoundByItsTrigrams() throws Exception {
        assertThat(plan("q=issue%2077")).contains("issues_title");
        assertThat(plan("query=issue%2077")).contains("issues_title");
    }

    /** Other tables are read by the index of an issue, and not for a join. */
    @ParameterizedTest
    @CsvSource({
        "env:prod, issue_releases_pkey",
        "release:1.0, issue_releases_",
        "!env:prod release:1.0, issue_releases_pkey",
        "user:everyone, issue_users_pkey",
        "is:spiking, issue_hours_pkey",
        "is:regressed is:new assigned:none !level:info events:>3 last_seen:<7d, issues_project",
        "assigned:ann@a.example, users_email"
    })
    void everyTermIsCheckedByIndex(String query, String index) throws Exception {
        for (String hours : List.of("", "&hours=24")) {
            assertThat(plan("query=" + query.replace(" ", "%20") + hours))
                    .contains(index)
                    .contains("issues_pkey")
                    .contains("Limit")
                    .doesNotContain("Seq Scan", "Hash Semi Join", "Merge Semi Join");
        }
        assertThat(DATA.plan(counts(query).text(), counts(query).arguments()))
                .contains(index)
                .contains("Limit")
                .doesNotContain("Seq Scan", "Hash Semi Join", "Merge Semi Join");
    }

    /** Reading the rows of every issue of the project costs tens of thousands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "release:9.9",
                "release:0.7",
                "!release:9.9",
                "release:0.7 env:prod",
                "user:nobody",
                "!user:nobody"
            })
    void whatFewIssuesMeetIsLookedUpFirst(String query) throws Exception {
        ResolvedQuery resolved = resolved(query);
        IssueFilter filter = IssueFilter.of(Parameters.parse("query=" + query.replace(" ", "%20")));
        Statement list = IssueStore.statement(DATA.project(), filter, resolved);

        assertThat(resolved.checksOneByOne()).isFalse();
        assertThat(DATA.buffers(list.text(), list.arguments())).isLessThan(1_000);
        assertThat(DATA.buffers(counts(query).text(), counts(query).arguments()))
                .isLessThan(1_000);
    }

    /** Of ten thousand issues, a hundred had enough events in the running hour. Only their hours are read. */
    @ParameterizedTest
    @ValueSource(strings = {"is:spiking", "!is:spiking"})
    void onlyIssuesThatMaySpikeAreChecked(String query) throws Exception {
        IssueFilter filter = IssueFilter.of(Parameters.parse("query=" + query));
        Statement list = IssueStore.statement(DATA.project(), filter, resolved(query));
        assertThat(DATA.buffers(list.text(), list.arguments())).isLessThan(1_500);
        assertThat(DATA.buffers(counts(query).text(), counts(query).arguments()))
                .isLessThan(1_500);
    }

    @Test
    void lookUpsReadTheirIndexToTheirBound() throws Exception {
        Tuple user = Tuple.tuple().addArrayOfUUID(Users.hashes("everyone").toArray(UUID[]::new));
        for (String release : List.of("1.0", "9.9")) {
            Tuple in = Tuple.of(release, null, IssueLookUpStore.MOST_ROWS);
            assertThat(DATA.plan(IssueLookUpStore.SEEN_IN_RELEASE, in)).contains("issue_releases_release");
            assertThat(DATA.buffers(IssueLookUpStore.SEEN_IN_RELEASE, in)).isLessThan(2_100);
        }
        user.addInteger(IssueLookUpStore.MOST_ROWS);
        assertThat(DATA.plan(IssueLookUpStore.MET_BY, user)).contains("issue_users_user");
        assertThat(DATA.buffers(IssueLookUpStore.MET_BY, user)).isLessThan(2_100);
    }

    @Test
    void theLastDayReadsNoOlderHours() throws Exception {
        assertThat(plan("hours=24").lines().filter(line -> line.contains("Index Cond") && line.contains("hour > ")))
                .isNotEmpty();
        assertThat(DATA.plan(
                        IssueHoursStore.COUNTS,
                        Tuple.of(UUID.randomUUID(), DATA.time(Duration.ofDays(30)), DATA.time(Duration.ZERO), 1)))
                .contains("issue_hours_pkey")
                .doesNotContain("Seq Scan");
    }

    @Test
    void rowsAndViewsAreReadByIndex() throws Exception {
        assertThat(DATA.plan(
                        IssueStore.BY_IDS,
                        Tuple.of(DATA.project()).addArrayOfUUID(new UUID[] {UUID.randomUUID(), UUID.randomUUID()})))
                .contains("issues_pkey")
                .doesNotContain("Seq Scan");
        assertThat(DATA.plan(SavedViewStore.LIST, Tuple.of(DATA.project(), UUID.randomUUID())))
                .contains("saved_views_")
                .doesNotContain("Seq Scan");
    }

    @Test
    void aTagIsReadDayByDayFromItsIndexOrInTheNewestEvents() throws Exception {
        assertThat(DATA.plan(
                        TaggedIssueStore.ISSUES,
                        Tuple.of(DATA.project(), "region", "eu", new JsonObject().put("region", "eu"))))
                .contains("_tags_idx", "Index Scan Backward using events_p", "tag_hours_pkey")
                .doesNotContain("Seq Scan on events_p");
    }

    private static ResolvedQuery resolved(String query) {
        return await(new IssueLookUpStore(DATA.database().pool())
                .resolve(DATA.project(), IssueQuery.parse(query), UUID.randomUUID()));
    }

    private static Statement counts(String query) {
        return IssueViewStore.statement(DATA.project(), resolved(query));
    }

    private static String plan(String parameters) throws Exception {
        IssueFilter filter = IssueFilter.of(Parameters.parse(parameters));
        Statement list = IssueStore.statement(
                DATA.project(),
                filter,
                await(new IssueLookUpStore(DATA.database().pool())
                        .resolve(DATA.project(), filter.query(), UUID.randomUUID())));
        return DATA.plan(list.text(), list.arguments());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hours=24",
                "sort=events",
                "q=issue%209",
                "environment=prod&release=1.0",
                "status=unresolved&level=error",
                "query=is:unresolved%20env:prod%20release:1.0%20!user:42%20!tag.a:b",
                "query=!is:spiking%20!is:regressed%20issue&hours=24"
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

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void countsOfTenThousandIssuesAreFast() {
        for (int call = 0; call < 20; call++) {
            assertThat(SERVER.http()
                            .get("/api/v1/projects/1/issues/counts?query=env:prod")
                            .object()
                            .getJsonObject("unresolved")
                            .getInteger("count"))
                    .as("as many as are checked")
                    .isEqualTo(ISSUES / 4);
        }
    }
}
