package dev.mesher.api.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.testing.StoredData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ActivityQueryPlansTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    @Test
    void aPageIsReadFromTheIndexInItsOrder() throws Exception {
        UUID issue = DATA.issue("Boom", Duration.ZERO);
        DATA.sql(
                "INSERT INTO activities (project_id, issue_id, at, kind)"
                        + " SELECT $1, $2, now() - n * interval '1 second', 'comment' FROM generate_series(1, 5000) n",
                DATA.project(),
                issue);
        DATA.sql("ANALYZE activities");

        for (Optional<Cursor> after :
                List.of(Optional.<Cursor>empty(), Optional.of(new Cursor(DATA.time(Duration.ofHours(1)), issue)))) {
            Statement page = ActivityListStore.statement(issue, 25, after);
            assertThat(DATA.plan(page.text(), page.arguments()))
                    .contains("Index Scan using activities_issue")
                    .doesNotContain("Sort", "Seq Scan on activities");
        }
    }
}
