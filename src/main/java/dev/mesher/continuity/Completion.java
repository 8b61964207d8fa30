package dev.mesher.continuity;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How a batch was completed.
 *
 * @param executionNode the node that committed it or put it into its journal
 * @param fellBackLocally whether no node could commit it, so that it is in this node's journal
 * @param errors why attempts of the batch were refused, by attempt
 * @param again attempts whose key had already been used by another request
 */
public record Completion(String executionNode, boolean fellBackLocally, Map<UUID, String> errors, Set<UUID> again) {
    /** Committed, except for the attempts in {@code errors}. */
    public static Completion committed(String executionNode, Map<UUID, String> errors) {
        return new Completion(executionNode, false, errors, Set.of());
    }

    /** Put into the journal of {@code node}. */
    public static Completion journalled(String node) {
        return new Completion(node, true, Map.of(), Set.of());
    }
}
