package dev.mesher.api.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.api.query.IssueQuery;
import dev.mesher.api.query.ResolvedQuery;
import dev.mesher.testing.StoredData;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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
        DATA.sql("ANALYZE issues");
    }

    @Test
    void anIssueLooksItsEventsUpByTheirIndex() throws Exception {
        String plan = DATA.plan(IssueDetailStore.DETAIL, Tuple.of(UUID.randomUUID()));

        assertThat(plan).contains("_issue_id_received_at_idx").doesNotContain("Seq Scan");
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
                        IssueQuery.ALL,
                        IssueFilter.Sort.LAST_SEEN,
                        25,
                        Optional.empty(),
                        false),
                ResolvedQuery.ALL);

        assertThat(DATA.plan(list.text(), list.arguments())).contains("issues_title");
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
}
