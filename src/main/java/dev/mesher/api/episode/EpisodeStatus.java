package dev.mesher.api.episode;

import java.util.Optional;

/**
 * How far an episode's alerts are.
 *
 * @param active whether one is active
 * @param acknowledged whether one is acknowledged and not resolved
 */
record EpisodeStatus(boolean active, boolean acknowledged) {
    /** Whether all alerts are resolved. */
    boolean resolved() {
        return !active && !acknowledged;
    }

    /**
     * What the channels are told of a change to this status: that everything is resolved, or that nothing is active any
     * more. Empty when neither is new.
     */
    Optional<AlertAction> newsSince(EpisodeStatus before) {
        if (resolved()) {
            return before.resolved() ? Optional.empty() : Optional.of(AlertAction.RESOLVE);
        }
        return before.active && !active ? Optional.of(AlertAction.ACKNOWLEDGE) : Optional.empty();
    }
}
