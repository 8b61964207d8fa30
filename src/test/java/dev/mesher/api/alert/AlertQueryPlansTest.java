package dev.mesher.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.testing.StoredData;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AlertQueryPlansTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    @BeforeAll
    static void fill() {
        DATA.sql(
                """
                WITH rule AS (
                    INSERT INTO alert_rules (project_id, name, condition_json)
                    VALUES ($1, 'r', '{"condition_type":"new_issue"}') RETURNING id),
                episode AS (
                    INSERT INTO episodes (project_id, rule_id, started_at, last_alert_at, alert_count, calm_at, ended_at)
                    SELECT $1, id, now(), now(), 50, now(), now() FROM rule, generate_series(1, 100) RETURNING id)
                INSERT INTO alerts (rule_id, project_id, message, condition_snapshot, triggered_at, issue_id, episode_id)
                SELECT rule.id, $1, 'm', '{}', now() - n * interval '1 second', gen_random_uuid(), episode.id
                FROM rule, episode, generate_series(1, 50) n""",
                DATA.project());
        DATA.sql("ANALYZE alerts");
    }

    @Test
    void aProjectsAlertsAreReadFromTheIndexInTheirOrder() throws Exception {
        assertThat(plan(Optional.empty(), Optional.empty()))
                .contains("Index Scan using alerts_project")
                .doesNotContain("Sort", "Seq Scan on alerts");
    }

    @Test
    void anIssuesAlertsAreReadFromTheIndexOfIssues() throws Exception {
        assertThat(plan(Optional.of(UUID.randomUUID()), Optional.empty()))
                .contains("alerts_issue")
                .doesNotContain("Seq Scan on alerts");
    }

    @Test
    void anEpisodesAlertsAreReadFromTheIndexOfEpisodes() throws Exception {
        assertThat(plan(Optional.empty(), Optional.of(UUID.randomUUID())))
                .contains("alerts_episode")
                .doesNotContain("Seq Scan on alerts");
    }

    private static String plan(Optional<UUID> issue, Optional<UUID> episode) throws Exception {
        AlertListStore.Which which = new AlertListStore.Which(Optional.empty(), issue, episode);
        Statement list = AlertListStore.statement(DATA.project(), which, 50, Optional.empty());
        return DATA.plan(list.text(), list.arguments());
    }
}
