package dev.mesher.cluster;

import dev.mesher.authority.ClusterRole;
import io.vertx.core.json.JsonObject;

/**
 * What a node announces about itself.
 *
 * @param seed its discovery seeds, as configured; empty for a standalone node
 * @param prefers the continuity role that it is configured with
 * @param role its current role
 * @param promotionEpoch the newest epoch that it knows
 * @param leaving whether it is about to stop
 */
public record NodeFacts(
        String name, String seed, String prefers, ClusterRole role, long promotionEpoch, boolean leaving) {
    JsonObject json() {
        return new JsonObject()
                .put("name", name)
                .put("seed", seed)
                .put("prefers", prefers)
                .put("role", role.wireName())
                .put("promotion_epoch", promotionEpoch)
                .put("leaving", leaving);
    }

    /**
     * Reads an announcement. A field that is missing is empty, but for the role.
     *
     * @throws ClassCastException when a field is of another type
     * @throws IllegalArgumentException when the role is missing or unknown
     */
    static NodeFacts of(JsonObject json) {
        return new NodeFacts(
                json.getString("name", ""),
                json.getString("seed", ""),
                json.getString("prefers", ""),
                ClusterRole.of(json.getString("role", "")),
                json.getLong("promotion_epoch", 0L),
                json.getBoolean("leaving", false));
    }
}
