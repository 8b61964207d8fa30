package dev.mesher.continuity;

import dev.mesher.authority.ClusterRole;

/**
 * A node's place in the cluster when it received a request.
 *
 * @param clusterRole its role at that time
 * @param replicationHealth its replication health at that time
 */
public record Standpoint(String node, ClusterRole clusterRole, long promotionEpoch, String replicationHealth) {}
