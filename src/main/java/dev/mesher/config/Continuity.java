package dev.mesher.config;

import dev.mesher.config.ClusterSettings.ContinuityRole;

/**
 * A node's identity when it asks for the authority, whether or not it is in a cluster.
 *
 * @param nodeName unique to the node, and the same after a restart
 * @param promotionEpoch has an effect only when it is above the one in PostgreSQL
 */
public record Continuity(String nodeName, ContinuityRole role, long promotionEpoch) {}
