package dev.mesher.continuity;

/**
 * Where a node stood in the cluster when it took a request.
 *
 * @param clusterRole {@code primary} while it held the authority, else {@code standby}
 * @param replicationHealth of the node then
 */
public record Standpoint(String node, String clusterRole, long promotionEpoch, String replicationHealth) {}
