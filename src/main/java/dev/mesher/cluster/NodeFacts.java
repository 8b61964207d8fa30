package dev.mesher.cluster;

import io.vertx.core.json.JsonObject;

/**
 * What a node announces of itself.
 *
 * @param seed its discovery seeds, as given; empty when it stands alone
 * @param prefers the continuity role that it is configured with
 * @param role {@code primary} while it holds the authority, else {@code standby}
 * @param promotionEpoch the newest that it knows
 * @param leaving whether it is about to stop
 */
public record NodeFacts(String name, String seed, String prefers, String role, long promotionEpoch, boolean leaving) {
    JsonObject json() {
        return new JsonObject()
                .put("name", name)
                .put("seed", seed)
                .put("prefers", prefers)
                .put("role", role)
                .put("promotion_epoch", promotionEpoch)
                .put("leaving", leaving);
    }

    /** What another version does not say is empty; throws ClassCastException for what is of another type. */
    static NodeFacts of(JsonObject json) {
        return new NodeFacts(
                json.getString("name", ""),
                json.getString("seed", ""),
                json.getString("prefers", ""),
                json.getString("role", ""),
                json.getLong("promotion_epoch", 0L),
                json.getBoolean("leaving", false));
    }
}
