package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.UUID;

/** A node for Sentry's clients, with project 1, whose key they have, and project 7, whose key they have not. */
final class SentryNode implements AutoCloseable {
    static final String ENVELOPE = "/api/1/envelope/";
    static final String STORE = "/api/1/store/";

    private final TestNode node;
    private final EventClient client;
    private final RawHttp http;

    SentryNode(Path directory) {
        node = TestNode.start(directory);
        client = node.client();
        http = new RawHttp(node.httpPort());
        node.sql("INSERT INTO projects (number, org_id, name, slug) SELECT 7, org_id, 'Other', 'other' FROM projects");
    }

    TestNode node() {
        return node;
    }

    EventClient client() {
        return client;
    }

    RawHttp http() {
        return http;
    }

    /** In an envelope. */
    static byte[] event(UUID id, JsonObject event) {
        return Envelopes.of(id).item("event", event).bytes();
    }

    /** The event as a reader sees it. */
    JsonObject detail(String event) {
        Answer answer = client.get("/api/v1/events/" + event);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonObject("event");
    }

    @Override
    public void close() {
        node.close();
    }
}
