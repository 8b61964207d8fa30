package dev.mesher;

import static dev.mesher.TwoNodes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node tells operators of itself and of the other one. */
final class ClusteredNodesTest {
    private static final String NODES = "/api/v1/operate/nodes";

    @AutoClose
    private TwoNodes nodes;

    private LinkedNode first;
    private LinkedNode second;

    @BeforeEach
    void start(@TempDir Path directory) {
        nodes = new TwoNodes(directory);
        first = nodes.first();
        second = nodes.second();
    }

    @Test
    void eachNodeTellsOfBoth() {
        for (LinkedNode asked : List.of(first, second)) {
            await().atMost(PATIENCE).until(() -> told(asked).stream()
                    .allMatch(node -> node.getString("health").equals("healthy")));
            List<JsonObject> told = told(asked);

            assertThat(told).extracting(node -> node.getString("name")).containsExactly(first.name(), second.name());
            assertThat(told)
                    .filteredOn(node -> node.getBoolean("self"))
                    .extracting(node -> node.getString("name"))
                    .containsExactly(asked.name());
            assertThat(told).allSatisfy(node -> {
                assertThat(node.getLong("journal_bytes")).isZero();
                assertThat(node.getLong("queued")).isNotNegative();
            });
        }
    }

    @Test
    void aNodeWithoutPostgresIsSeenFromTheOther() {
        second.link().down();
        await().atMost(PATIENCE)
                .until(() -> told(first).get(1).getString("health").equals("unavailable"));
    }

    @Test
    void anotherNodeIsPromotedFromHere() {
        LinkedNode holder = holder();
        LinkedNode other = holder == first ? second : first;
        String path = NODES + "/" + URLEncoder.encode(other.name(), StandardCharsets.UTF_8) + "/promote";

        assertThat(http(holder).post(path, new JsonObject()).status()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> holder() == other);
        assertThat(http(first)
                        .post(NODES + "/nobody%40here%3A1/promote", new JsonObject())
                        .status())
                .isEqualTo(404);
    }

    private LinkedNode holder() {
        String holder = told(first).stream()
                .filter(node -> node.getString("role").equals("primary"))
                .map(node -> node.getString("name"))
                .findFirst()
                .orElse("");
        return holder.equals(second.name()) ? second : first;
    }

    private static RawHttp http(LinkedNode node) {
        return new RawHttp(node.node().httpPort());
    }

    private static List<JsonObject> told(LinkedNode node) {
        return http(node).get(NODES).array().stream()
                .map(each -> (JsonObject) each)
                .toList();
    }
}
