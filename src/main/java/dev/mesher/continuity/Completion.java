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
public record Completion(String executionNode, boolean fellBackLocally, Map<UUID, String> errors, Set<UUID> again) {}
