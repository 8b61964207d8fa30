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
public record Completion(String executionNode, boolean fellBackLocally, Map<UUID, String> errors, Set<UUID> again) {}
