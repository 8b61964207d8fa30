package dev.mesher.api.issue;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.api.ApiServer;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class IssueRowsTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    private final IssueRows rows = new IssueStore(DATA.database().pool());

    @Test
    void thoseOfTheProjectThatAreThereAsTheListShowsThem() {
        UUID old = DATA.issue("old", Duration.ofHours(2));
        UUID young = DATA.issue("young", Duration.ofHours(1));
        UUID deleted = DATA.issue("deleted", Duration.ZERO);
        DATA.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", deleted);
        List<UUID> ids = List.of(old, deleted, UUID.randomUUID(), young);

        List<JsonObject> found = await(rows.byIds(DATA.project(), ids));

        assertThat(found)
                .isEqualTo(SERVER.http().get("/api/v1/projects/default/issues").object().getJsonArray("data").stream()
                        .toList());
        assertThat(found).extracting(each -> each.getString("title")).containsExactly("young", "old");
        assertThat(await(rows.byIds(UUID.randomUUID(), ids))).isEmpty();
        assertThat(await(rows.byIds(DATA.project(), List.of()))).isEmpty();
        assertThatThrownBy(() -> rows.byIds(
                        DATA.project(),
                        Stream.generate(UUID::randomUUID)
                                .limit(IssueRows.MOST + 1L)
                                .toList()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
