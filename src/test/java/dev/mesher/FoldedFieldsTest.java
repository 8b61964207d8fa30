package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send objects as strings of JSON read objects, everywhere. */
final class FoldedFieldsTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasSentAsAStringOfJsonComesBackAsAnObject() {
        try (TestNode node = TestNode.start(directory)) {
            RawHttp http = new RawHttp(node.httpPort());
            JsonObject receipt = node.client()
                    .event(new JsonObject()
                            .put("message", "folded")
                            .put("tags", "{\"browser\":\"Firefox\"}")
                            .put("extra", "{\"cart\":{\"items\":[1,2]}}")
                            .put("user_context", "{\"id\":\"u1\"}"))
                    .json();
            String id = receipt.getString("id");

            JsonObject event = http.get("/api/v1/events/" + id).object().getJsonObject("event");
            assertThat(event.getJsonObject("tags")).isEqualTo(new JsonObject().put("browser", "Firefox"));
            assertThat(event.getJsonObject("extra")).isEqualTo(new JsonObject("{\"cart\":{\"items\":[1,2]}}"));
            assertThat(event.getJsonObject("user_context")).isEqualTo(new JsonObject().put("id", "u1"));
            assertThat(http.get("/api/v1/issues/" + receipt.getString("issue_id") + "/events")
                            .object()
                            .getJsonArray("data")
                            .getJsonObject(0)
                            .getJsonObject("tags"))
                    .isEqualTo(new JsonObject().put("browser", "Firefox"));
            assertThat(http.get("/api/v1/projects/1/dashboard/tags?key=browser").body())
                    .isEqualTo("[{\"value\":\"Firefox\",\"count\":1}]");
            assertThat(http.get("/api/v1/projects/1/events/search?q=folded").array())
                    .hasSize(1);
        }
    }
}
