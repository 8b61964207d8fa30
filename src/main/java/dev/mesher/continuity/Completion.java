package dev.mesher.continuity;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How a batch came to be final.
 *
 * @param executionNode that committed it, or took it into its journal
 * @param fellBackLocally no node could commit: it is in this node's journal
 * @param errors of the attempts that were refused all the same
 * @param again attempts whose key another request has had: the key stands for that one
 */
public record Completion(String executionNode, boolean fellBackLocally, Map<UUID, String> errors, Set<UUID> again) {
    /** Committed, all but for {@code errors}. */
    public static Completion committed(String executionNode, Map<UUID, String> errors) {
        return new Completion(executionNode, false, errors, Set.of());
    }

    /** In the journal of {@code node}. */
    public static Completion journalled(String node) {
        return new Completion(node, true, Map.of(), Set.of());
    }
}
