package dev.mesher;

import static dev.mesher.LinkedNode.KEY;
import static dev.mesher.TwoNodes.PATIENCE;
import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.StoredCounts;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two nodes of one cluster know of a request, also when one of them is gone. */
final class ClusteredRequestTest {
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
    void theSameKeyOnTwoNodesAtOnceIsOneRequest() {
        byte[] event = "{\"message\":\"both\",\"fingerprint\":\"both\"}".getBytes(StandardCharsets.UTF_8);
        long before = first.node().number("SELECT count(*) FROM events");
        EventClient here = first.client();
        EventClient there = second.client();
        List<List<CompletableFuture<Answer>>> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pairs.add(List.of(here.send(EVENTS, event, KEY, "both-" + i), there.send(EVENTS, event, KEY, "both-" + i)));
        }

        for (List<CompletableFuture<Answer>> pair : pairs) {
            Answer one = EventClient.join(pair.get(0));
            assertThat(one.status()).isEqualTo(202);
            assertThat(EventClient.join(pair.get(1)).body()).isEqualTo(one.body());
        }
        StoredCounts.assertConsistent(first.node().database(), before + 100);
        assertThat(List.of(first.transitions(), second.transitions()))
                .anySatisfy(told -> assertThat(told).contains("duplicate"));
    }

    @Test
    void theRecordOutlivesItsOwnerOnTheOtherNode() {
        Answer answer = second.client().event("outlives");
        Answer named = second.client().post(EVENTS, "{\"message\":\"named\"}", KEY, "outlives");
        assertThat(named.status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() ->
                        second.record("outlives").getString("replica_status").equals("mirrored"));

        second.leave();

        await().atMost(PATIENCE).until(() -> first.record(LinkedNode.key(answer))
                .getString("replica_status")
                .equals("owner_lost"));
        JsonObject record = first.record("outlives");
        assertThat(record.getString("phase")).isEqualTo("completed");
        assertThat(record.getString("owner_node")).isEqualTo(second.name());
        assertThat(record.getString("replica_node")).isEqualTo(first.name());
        assertThat(first.transitions()).contains("owner_lost");
        String alone = LinkedNode.key(first.client().event("alone"));
        await().atMost(PATIENCE)
                .until(() -> first.record(alone).getString("replica_status").equals("degraded_continuing"));
        second.comeBack();
    }

    @Test
    void aRequestThatNobodyKnowsIsAClearError() {
        assertThat(first.failure("never-sent")).contains("knows no request never-sent");
    }
}
