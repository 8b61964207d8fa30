package dev.mesher.config;

import dev.mesher.config.ClusterSettings.ContinuityRole;

/**
 * Who a node is when it asks for the authority, also when it stands alone.
 *
 * @param nodeName the same after a restart, and no other node's
 * @param promotionEpoch counts only when it is above the one that PostgreSQL holds
 */
public record Continuity(String nodeName, ContinuityRole role, long promotionEpoch) {}
