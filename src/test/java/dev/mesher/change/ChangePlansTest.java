package dev.mesher.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Await;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How PostgreSQL finds changes: by an index of the project's rows, and gone issues by their transaction. */
final class ChangePlansTest {
    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);

    @AfterEach
    void stop() {
        data.close();
        Await.await(vertx.close());
    }

    @Test
    void changesAreFoundByAnIndexOfTheProject() throws Exception {
        UUID project = data.project();

        assertThat(data.plan(ChangeStore.ISSUES, Tuple.of(project, "1000", 1000L, 501)))
                .contains("issues_project");
        assertThat(data.plan(ChangeStore.GONE, Tuple.of(project, "1000", 501)))
                .contains("gone_issues_project")
                .containsPattern("Index Cond:.*gone_in >=");
        assertThat(data.plan(ChangeStore.ALERTS, Tuple.of(project, "1000", 1000L, 501)))
                .contains("alerts_project")
                .containsPattern("Index Cond:.*triggered_at >");
    }
}
