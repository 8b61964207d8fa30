package dev.mesher;

import static org.awaitility.Awaitility.await;

import dev.mesher.cluster.OperatorDoor;
import dev.mesher.config.Settings;
import dev.mesher.continuity.ContinuityVerticle;
import dev.mesher.testing.Await;
import dev.mesher.testing.CuttableLink;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** A node of a cluster behind a link of its own to PostgreSQL, and what its operator hears of it. */
final class LinkedNode implements AutoCloseable {
    private static final Duration COPIED = Duration.ofSeconds(2);
    static final String KEY = "X-Mesh-Continuity-Request-Key";

    private final String cookie;
    private final CuttableLink link;
    private final Settings settings;
    private TestNode node;

    /** Starts it. */
    LinkedNode(String cookie, CuttableLink link, Settings settings) {
        this.cookie = cookie;
        this.link = link;
        this.settings = settings;
        this.node = TestNode.start(settings);
    }

    TestNode node() {
        return node;
    }

    EventClient client() {
        return node.client();
    }

    CuttableLink link() {
        return link;
    }

    String name() {
        return settings.continuity().nodeName();
    }

    void leave() {
        node.stop();
        Await.await(node.vertx().close());
    }

    void comeBack() {
        node = TestNode.start(settings);
    }

    /** Whether another node has a copy of a new record of this one, which takes the mirror a moment. */
    boolean mirrored() {
        String key = key(client().event("warm up"));
        try {
            await().atMost(COPIED)
                    .until(() -> record(key).getString("replica_status").equals("mirrored"));
            return true;
        } catch (ConditionTimeoutException alone) {
            return false;
        }
    }

    static String key(Answer answer) {
        return answer.header(KEY).orElseThrow();
    }

    /** What is known of a request. */
    JsonObject record(String key) {
        return ask(ContinuityVerticle.CONTINUITY, new JsonObject().put("request_key", key))
                .getJsonObject("record");
    }

    List<String> transitions() {
        return ask(ContinuityVerticle.DIAGNOSTICS, new JsonObject().put("limit", 1_000))
                .getJsonArray("entries")
                .stream()
                .map(entry -> ((JsonObject) entry).getString("transition"))
                .toList();
    }

    /** Why it knows nothing of a request. */
    String failure(String key) {
        try {
            return door().ask(ContinuityVerticle.CONTINUITY, new JsonObject().put("request_key", key))
                    .encode();
        } catch (OperatorDoor.NoAnswer none) {
            return String.valueOf(none.getMessage());
        }
    }

    @Override
    public void close() {
        node.close();
    }

    private JsonObject ask(String question, JsonObject parameters) {
        try {
            return door().ask(question, parameters);
        } catch (OperatorDoor.NoAnswer none) {
            throw new IllegalStateException(none);
        }
    }

    private OperatorDoor door() {
        return new OperatorDoor(settings.cluster().orElseThrow().nodeName(), cookie, Duration.ofSeconds(5));
    }
}
