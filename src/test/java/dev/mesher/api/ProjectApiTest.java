package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProjectApiTest {
    private static final String DEFAULT = "/api/v1/projects/default";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final StoredData data = server.data();
    private final RawHttp http = server.http();
    private UUID issue;

    @BeforeEach
    void anIssue() {
        issue = data.issue("Boom", Duration.ZERO);
    }

    @Test
    void settingsByEveryNameOfTheProject() {
        for (String name : new String[] {"default", "1", data.project().toString()}) {
            RawHttp.Answer answer = http.get("/api/v1/projects/" + name + "/settings");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"retention_days\":90,\"sample_rate\":1.0}");
            assertThat(answer.header("content-type")).contains("application/json");
        }
    }

    @Test
    void aSlugOfSeveralOrganisationsMeansTheOldestProject() {
        data.sql("WITH org AS (INSERT INTO organizations (name, slug) VALUES ('B', 'b') RETURNING id)"
                + " INSERT INTO projects (org_id, name, slug, retention_days, created_at)"
                + " SELECT id, 'Older', 'default', 7, '2001-01-01Z' FROM org");

        assertThat(http.get(DEFAULT + "/settings").object().getInteger("retention_days"))
                .isEqualTo(7);
    }

    @Test
    void settingsChangeOneByOneOrTogether() {
        assertThat(http.post(DEFAULT + "/settings", "{\"retention_days\":3650}").body())
                .isEqualTo("{\"status\":\"ok\",\"retention_days\":3650,\"sample_rate\":1.0}");
        assertThat(http.post(DEFAULT + "/settings", "{\"sample_rate\":0.25}").body())
                .isEqualTo("{\"status\":\"ok\",\"retention_days\":3650,\"sample_rate\":0.25}");
        assertThat(http.post(DEFAULT + "/settings", "{\"sample_rate\":0,\"retention_days\":1}")
                        .status())
                .isEqualTo(200);
        assertThat(http.get(DEFAULT + "/settings").body()).isEqualTo("{\"retention_days\":1,\"sample_rate\":0.0}");
    }

    @Test
    void storageOfAnEmptyProject() {
        assertThat(http.get(DEFAULT + "/storage").body()).isEqualTo("{\"event_count\":0,\"estimated_bytes\":0}");
    }

    @Test
    void storageIsTheSumOfTheHoursAndTheirShareOfTheBytes() {
        data.event(issue, Duration.ZERO, new JsonObject());
        data.event(issue, Duration.ZERO, new JsonObject().put("level", "info"));
        data.event(issue, Duration.ofHours(3), new JsonObject());
        JsonObject alone = http.get(DEFAULT + "/storage").object();

        assertThat(alone.getLong("event_count")).isEqualTo(3);
        assertThat(alone.getLong("estimated_bytes"))
                .isEqualTo(data.number("SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class"
                        + " WHERE relname LIKE 'events_p%' AND relkind = 'r'"));

        data.sql("INSERT INTO project_hours VALUES (gen_random_uuid(), now(), 'error', 0, 9)");
        JsonObject shared = http.get(DEFAULT + "/storage").object();

        assertThat(shared.getLong("event_count")).isEqualTo(3);
        assertThat(shared.getLong("estimated_bytes") * 4).isEqualTo(alone.getLong("estimated_bytes"));
    }

    @Test
    void countsByTagAreExact() {
        String eventId = UUID.randomUUID().toString();
        data.event(issue, Duration.ZERO, tagged("run", "7").put("event_id", eventId));
        data.event(issue, Duration.ofHours(1), tagged("run", "7").put("event_id", eventId));
        data.event(issue, Duration.ofHours(20), tagged("run", "7"));
        data.event(issue, Duration.ZERO, tagged("run", "7").put("message", "without an id either"));
        data.event(issue, Duration.ZERO, tagged("run", "77"));
        data.event(issue, Duration.ZERO, tagged("other", "7"));

        assertThat(http.get(DEFAULT + "/events/count?key=run&value=7").body())
                .isEqualTo("{\"count\":4,\"distinct_event_ids\":3}");
        assertThat(http.get(DEFAULT + "/events/tags?key=run&value=7").object())
                .isEqualTo(new JsonObject("{\"tags\":{\"run\":\"7\"},\"count\":4,\"distinct_event_ids\":3}"));
        assertThat(http.get(DEFAULT + "/events/count?key=run&value=8").body())
                .isEqualTo("{\"count\":0,\"distinct_event_ids\":0}");
    }

    @Test
    void tagsMayHoldAnyTextAndBeEmpty() {
        data.event(issue, Duration.ZERO, tagged("a \"b\"", "ü & %"));
        data.event(issue, Duration.ZERO, tagged("empty", ""));

        assertThat(http.get(DEFAULT + "/events/count?key=a+%22b%22&value=%C3%BC%20%26%20%25")
                        .object()
                        .getInteger("count"))
                .isEqualTo(1);
        assertThat(http.get(DEFAULT + "/events/count?key=empty&value=").object().getInteger("count"))
                .isEqualTo(1);
    }

    @Test
    void countsLeaveOutOtherProjectsAndDeletedIssues() {
        data.event(issue, Duration.ZERO, tagged("run", "7"));
        data.event(data.issue("Gone", Duration.ZERO), Duration.ZERO, tagged("run", "7"));
        data.event(issue, Duration.ZERO, tagged("run", "7"));
        data.sql(
                "UPDATE events SET project_id = gen_random_uuid()"
                        + " WHERE id = (SELECT id FROM events WHERE issue_id = $1 LIMIT 1)",
                issue);
        data.sql("UPDATE issues SET status = 'deleted' WHERE title = 'Gone'");

        assertThat(http.get(DEFAULT + "/events/count?key=run&value=7").object().getInteger("count"))
                .isEqualTo(1);
    }

    private static JsonObject tagged(String key, String value) {
        return new JsonObject().put("tags", new JsonObject().put(key, value));
    }
}
