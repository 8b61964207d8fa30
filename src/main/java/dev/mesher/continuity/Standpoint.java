package dev.mesher.continuity;

import dev.mesher.authority.ClusterRole;

/**
 * Where a node stood in the cluster when it took a request.
 *
 * @param clusterRole of the node then
 * @param replicationHealth of the node then
 */
public record Standpoint(String node, ClusterRole clusterRole, long promotionEpoch, String replicationHealth) {}
