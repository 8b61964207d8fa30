package dev.mesher.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.authority.ClusterRole;
import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.event.Attempt;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Records by the batch: found by request, bounded, in the contract's shape. */
final class RecordsTest {
    private static final String SELF = "a@127.0.0.1:4370";
    private static final String PEER = "b@127.0.0.1:4371";

    private final AtomicLong millis = new AtomicLong(1_000_000_000);
    private final Diagnostics diagnostics = new Diagnostics();
    private final Records records = records(SELF);

    @Test
    void aRequestOfABatchHasEveryFieldOfTheContract() {
        Attempt attempt = Attempt.unnamed().of("{}".getBytes(StandardCharsets.UTF_8));
        BatchRecord batch = records.submitted(List.of(Attempt.unnamed(), attempt, Attempt.unnamed()));

        JsonObject submitted = found(attempt.key());
        assertThat(submitted.fieldNames())
                .containsExactly(
                        "request_key",
                        "payload_hash",
                        "attempt_id",
                        "phase",
                        "result",
                        "ingress_node",
                        "owner_node",
                        "replica_node",
                        "replication_count",
                        "replica_status",
                        "cluster_role",
                        "promotion_epoch",
                        "replication_health",
                        "execution_node",
                        "routed_remotely",
                        "fell_back_locally",
                        "error");
        assertThat(submitted.getString("phase")).isEqualTo("submitted");
        assertThat(submitted.getString("result")).isEqualTo("pending");
        assertThat(submitted.getString("replica_status")).isEqualTo("unassigned");
        assertThat(submitted.getString("payload_hash")).isEqualTo("crc32c:297bd0aa");

        records.completed(batch, new Completion(SELF, false, Map.of(), Set.of()));

        JsonObject completed = found(attempt.key());
        assertThat(completed.getString("phase")).isEqualTo("completed");
        assertThat(completed.getString("result")).isEqualTo("succeeded");
        assertThat(completed.getString("owner_node")).isEqualTo(SELF);
        assertThat(completed.getBoolean("routed_remotely")).isFalse();
        assertThat(completed.getBoolean("fell_back_locally")).isFalse();
    }

    @Test
    void oneRefusedRequestOfABatchIsRejectedByItself() {
        Attempt good = Attempt.unnamed();
        Attempt bad = Attempt.unnamed();
        BatchRecord batch = records.submitted(List.of(good, bad));

        records.completed(batch, new Completion(SELF, false, Map.of(bad.id(), "out of range"), Set.of()));

        assertThat(found(good.key()).getString("phase")).isEqualTo("completed");
        assertThat(found(bad.key()).getString("phase")).isEqualTo("rejected");
        assertThat(found(bad.key()).getString("error")).isEqualTo("out of range");
    }

    @Test
    void whoCommittedIsTold() {
        Attempt handedOver = Attempt.unnamed();
        Attempt journalled = Attempt.unnamed();
        records.completed(records.submitted(List.of(handedOver)), new Completion(PEER, false, Map.of(), Set.of()));
        records.completed(records.submitted(List.of(journalled)), new Completion(SELF, true, Map.of(), Set.of()));

        assertThat(found(handedOver.key()).getBoolean("routed_remotely")).isTrue();
        assertThat(found(handedOver.key()).getString("execution_node")).isEqualTo(PEER);
        assertThat(found(handedOver.key()).getString("owner_node")).isEqualTo(PEER);
        assertThat(found(handedOver.key()).getString("ingress_node")).isEqualTo(SELF);
        assertThat(found(journalled.key()).getBoolean("fell_back_locally")).isTrue();
        assertThat(found(journalled.key()).getBoolean("routed_remotely")).isFalse();
        assertThat(transitions()).contains("submit", "handed_over", "fell_back_locally", "completed");
    }

    @Test
    void aKeyStandsForItsFirstRequest() {
        Attempt first = Attempt.named("order-17");
        Attempt second = Attempt.named("order-17");
        records.completed(records.submitted(List.of(first)), new Completion(SELF, false, Map.of(), Set.of()));
        records.completed(
                records.submitted(List.of(second)),
                new Completion(SELF, false, Map.of(second.id(), "another body"), Set.of(second.id())));

        assertThat(found("order-17").getString("attempt_id"))
                .isEqualTo(first.id().toString());
        assertThat(found(second.id().toString()).getString("error")).isEqualTo("another body");
    }

    @Test
    void eventsOfOneRequestThatFollowEachOtherAreOneRecord() {
        Attempt bulk = Attempt.unnamed();
        BatchRecord unused = records.submitted(List.of(bulk, bulk, bulk, Attempt.unnamed()));

        assertThat(records.list(10).getLong("total_records")).isEqualTo(2);
    }

    @Test
    void whatIsTooMuchGoesOldestFirst() {
        Attempt first = Attempt.unnamed();
        BatchRecord unused = records.submitted(List.of(first));
        List<Attempt> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(Attempt.unnamed());
        }
        int batches = Records.MAX_BYTES / (1_000 * 32) + 1;
        for (int i = 0; i < batches; i++) {
            unused = records.submitted(many);
        }

        assertThat(records.find(first.key())).isEmpty();
        JsonObject list = records.list(5);
        assertThat(list.getLong("total_records")).isBetween(400_000L, 525_000L);
        assertThat(list.getBoolean("truncated")).isTrue();
        assertThat(list.getJsonArray("records")).hasSize(5);
        assertThat(list.getJsonArray("records").getJsonObject(4).getString("request_key"))
                .isEqualTo(many.get(999).key());
    }

    @Test
    void whatIsTooOldGoes() {
        BatchRecord unused = records.submitted(List.of(Attempt.unnamed()));
        records.refused(Attempt.unnamed(), "unauthorized");
        assertThat(records.list(10).getLong("total_records")).isEqualTo(2);

        millis.addAndGet(Duration.ofHours(1).toMillis() + 1);

        assertThat(records.list(10).getLong("total_records")).isZero();
    }

    @Test
    void refusalsNeverDriveOutWhatWasStored() {
        Attempt stored = Attempt.unnamed();
        records.completed(records.submitted(List.of(stored)), new Completion(SELF, false, Map.of(), Set.of()));
        for (int i = 0; i < 100_000; i++) {
            records.refused(Attempt.unnamed(), "unauthorized");
        }

        assertThat(found(stored.key()).getString("phase")).isEqualTo("completed");
        assertThat(records.list(1).getLong("total_records")).isLessThanOrEqualTo(Records.MAX_REFUSED + 1L);
    }

    @Test
    void aCopyTellsTheSameAndWhetherItsOwnerIsGone() {
        Records peer = records(PEER);
        Attempt named = Attempt.named("order-18").of(new byte[] {1});
        BatchRecord batch = records.submitted(List.of(Attempt.unnamed(), named));
        peer.copied(overTheWire(batch), PEER);
        assertThat(peer.find("order-18").orElseThrow().getString("phase")).isEqualTo("submitted");
        records.completed(batch, new Completion(SELF, false, Map.of(), Set.of()));
        peer.copied(overTheWire(batch), PEER);

        JsonObject copy = peer.find("order-18").orElseThrow();
        assertThat(copy.getString("phase")).isEqualTo("completed");
        assertThat(copy.getString("payload_hash"))
                .isEqualTo(found("order-18").getString("payload_hash"))
                .hasSize(32);
        assertThat(copy.getString("replica_node")).isEqualTo(PEER);
        assertThat(copy.getString("replica_status")).isEqualTo("mirrored");
        assertThat(copy.getInteger("replication_count")).isEqualTo(1);
        assertThat(peer.list(10).getLong("total_records")).isEqualTo(2);

        assertThat(peer.ownerLost(SELF, true)).isEqualTo(1);
        assertThat(peer.find("order-18").orElseThrow().getString("replica_status"))
                .isEqualTo("owner_lost");
    }

    @Test
    void anOwnerThatStartedAnewHasLostWhatItOwned() {
        Records peer = records(PEER);
        Attempt before = Attempt.unnamed();
        peer.copied(overTheWire(records.submitted(List.of(before))), PEER);

        assertThat(peer.ownersBefore(SELF, records.process())).isZero();
        assertThat(peer.ownersBefore(SELF, UUID.randomUUID())).isEqualTo(1);

        assertThat(peer.find(before.key()).orElseThrow().getString("replica_status"))
                .isEqualTo("owner_lost");
    }

    @Test
    void anOwnerThatComesBackIsComparedAgain() {
        Records peer = records(PEER);
        UUID anew = UUID.randomUUID();
        Attempt before = Attempt.unnamed();
        peer.copied(overTheWire(records.submitted(List.of(before))), PEER);
        assertThat(peer.ownersBefore(SELF, anew)).isEqualTo(1);
        assertThat(peer.ownersBefore(SELF, anew)).as("compared before").isZero();

        assertThat(peer.ownerLost(SELF, true)).as("lost before").isZero();
        assertThat(peer.ownerLost(SELF, false)).as("found again").isEqualTo(1);

        assertThat(peer.ownersBefore(SELF, anew)).isEqualTo(1);
        assertThat(peer.find(before.key()).orElseThrow().getString("replica_status"))
                .isEqualTo("owner_lost");
    }

    private static BatchRecord overTheWire(BatchRecord batch) {
        WireOut out = new WireOut(1);
        batch.encode(out);
        return BatchRecord.decode(new WireIn(out.buffer(), 1));
    }

    private JsonObject found(String key) {
        return records.find(key).orElseThrow();
    }

    private List<String> transitions() {
        return diagnostics.newest(100).stream()
                .map(entry -> entry.transition().kind().wireName())
                .toList();
    }

    private Records records(String node) {
        return new Records(() -> new Standpoint(node, ClusterRole.PRIMARY, 1, "healthy"), diagnostics, millis::get);
    }
}
