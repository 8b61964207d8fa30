package dev.mesher.api.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.testing.StoredData;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DashboardQueryPlansTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    @Test
    void countsByTagUseTheIndexOfTags() throws Exception {
        String plan = DATA.plan(TagStore.COUNT, Tuple.of(DATA.project(), "run", "7"));

        assertThat(plan).contains("_tags_idx").doesNotContain("Seq Scan on events");
    }

    @ParameterizedTest
    @MethodSource("countedByHour")
    void dashboardsUseTheKeysOfWhatIsCounted(String query) throws Exception {
        String plan = DATA.plan(query, Tuple.of(DATA.project(), "day"));

        assertThat(plan).containsPattern("(project|tag)_hours_pkey").doesNotContain("Seq Scan on events");
    }

    static List<String> countedByHour() {
        return List.of(DashboardStore.VOLUME, DashboardStore.TAGS + 25);
    }

    @Test
    void volumeByLevelUsesTheKeyOfWhatIsCounted() throws Exception {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        String plan = DATA.plan(VolumeStore.VOLUME, Tuple.of(DATA.project(), "hour", now.minusDays(90), now));

        assertThat(plan).contains("project_hours_pkey").doesNotContain("Seq Scan on project_hours");
    }

    @Test
    void releasesUseTheirKeys() throws Exception {
        Statement page = ReleaseListStore.statement(
                DATA.project(), Optional.of(DATA.time(Duration.ZERO)), Optional.empty(), 25, Optional.empty());

        assertThat(DATA.plan(page.text(), page.arguments()))
                .contains("project_releases_pkey", "issue_origins_release")
                .doesNotContain("Seq Scan");
        assertThat(DATA.plan(ReleaseListStore.ENVIRONMENTS, Tuple.of(DATA.project())))
                .contains("project_releases_pkey");
    }

    @Test
    void levelsUseTheKeyOfWhatIsCounted() throws Exception {
        assertThat(DATA.plan(DashboardStore.LEVELS, Tuple.of(DATA.project()))).contains("project_hours_pkey");
        assertThat(DATA.plan(DashboardStore.HEALTH, Tuple.of(DATA.project())))
                .contains("project_hours_pkey", "issues_project");
    }
}
