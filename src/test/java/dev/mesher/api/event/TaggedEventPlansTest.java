package dev.mesher.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.search.SearchQuery;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The plan for rare tags. It needs so many events that the planner has a choice. */
final class TaggedEventPlansTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    @Test
    void rareTagsAreReadByTheirIndex() throws Exception {
        DATA.sql(
                "INSERT INTO events (id, received_at, project_id, issue_id, fingerprint, level, message, tags, payload)"
                        + " SELECT gen_random_uuid(), now(), $1, gen_random_uuid(), 'f', 'error', 'm',"
                        + " jsonb_build_object('k', n::text), '' FROM generate_series(1, 20000) n",
                DATA.project());
        DATA.sql("ANALYZE events");
        EventFilter filter = new EventFilter(
                SearchQuery.of("word7"),
                Optional.empty(),
                Optional.of("prod"),
                Optional.empty(),
                new JsonObject().put("k", "v"),
                Optional.empty(),
                Optional.empty());
        Statement statement = TaggedEventStore.statement(
                DATA.project(), filter, Optional.of(EventPosition.at(DATA.time(Duration.ZERO))), 26);

        assertThat(DATA.plan(statement.text(), statement.arguments()))
                .contains("_tags_idx")
                .doesNotContain("Seq Scan on events");
    }
}
