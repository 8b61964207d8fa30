package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.OwnPostgres;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.ViewClient;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under those who follow rows. */
final class ViewOutageTest {
    @TempDir
    private Path directory;

    @Test
    void nothingComesMeanwhileAndEverythingAfterwards() {
        try (OwnPostgres postgres = new OwnPostgres(directory);
                TestNode node = TestNode.start(
                        TestNode.settings(postgres.migratedDatabase(), directory.resolve("node"), TestNode.NO_LIMIT));
                ViewClient client = new ViewClient(node)) {
            String issue = node.client().event("before and after").text("issue_id");
            assertThat(client.rowWith(issue, 1)).isNotNull();

            postgres.stop();
            assertThat(node.client().event("before and after").status()).isEqualTo(202);
            JsonObject unused = client.next("rate");
            int before = client.messagesOfRows();
            unused = client.next("rate");
            unused = client.next("rate");
            assertThat(client.messagesOfRows()).isEqualTo(before);

            postgres.start();

            assertThat(client.rowWith(issue, 2)).isNotNull();
        }
    }
}
