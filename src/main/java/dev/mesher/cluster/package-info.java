/**
 * The cluster of nodes: Hazelcast and its guarded port, discovery, membership, announcements, and operators' questions.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
