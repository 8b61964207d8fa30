package dev.mesher.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ring of transitions: bounded, numbered, in the shape that operators read. */
final class DiagnosticsTest {
    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void anEntryHasEveryFieldOfTheContract() {
        diagnostics.add(Transition.of(Transition.Kind.PROMOTE, "a@h:1", "primary", 3, "the lease of b@h:2 ended")
                .withReplication("healthy", "mirrored")
                .with("holder_before", "b@h:2"));

        JsonObject json = diagnostics.json(10);

        assertThat(json.getLong("total_entries")).isEqualTo(1);
        assertThat(json.getBoolean("truncated")).isFalse();
        JsonObject entry = json.getJsonArray("entries").getJsonObject(0);
        assertThat(entry.fieldNames())
                .containsExactly(
                        "sequence",
                        "transition",
                        "request_key",
                        "attempt_id",
                        "owner_node",
                        "replica_node",
                        "execution_node",
                        "cluster_role",
                        "promotion_epoch",
                        "replication_health",
                        "replica_status",
                        "reason",
                        "metadata");
        assertThat(entry.getJsonArray("metadata"))
                .isEqualTo(new JsonArray(
                        List.of(new JsonObject().put("key", "holder_before").put("value", "b@h:2"))));
        assertThat(entry.getString("transition")).isEqualTo("promote");
        assertThat(entry.getString("replication_health")).isEqualTo("healthy");
        assertThat(entry.getLong("promotion_epoch")).isEqualTo(3);
    }

    @Test
    void requestsDriveOutRequestsAndNeverATakeOver() {
        diagnostics.add(Transition.of(Transition.Kind.PROMOTE, "a@h:1", "primary", 1, ""));
        for (int i = 0; i < 10_000; i++) {
            diagnostics.add(request(Transition.Kind.COMPLETED, "key " + i));
        }

        JsonObject json = diagnostics.json(3);

        assertThat(json.getLong("total_entries")).isEqualTo(Diagnostics.EACH + 1);
        assertThat(json.getLong("dropped_entries")).isEqualTo(10_000 - Diagnostics.EACH);
        assertThat(json.getInteger("buffer_capacity")).isEqualTo(2 * Diagnostics.EACH);
        assertThat(json.getBoolean("truncated")).isTrue();
        assertThat(json.getJsonArray("entries").stream().map(entry -> ((JsonObject) entry).getLong("sequence")))
                .containsExactly(9_999L, 10_000L, 10_001L);
        assertThat(diagnostics.newest(Integer.MAX_VALUE))
                .last()
                .extracting(entry -> entry.transition().kind())
                .isEqualTo(Transition.Kind.PROMOTE);
    }

    private static Transition request(Transition.Kind kind, String key) {
        return new Transition(kind, key, "", "", "", "", "primary", 0, "", "", "", List.of());
    }
}
