/** Hazelcast configuration, node identity, discovery. */
@NullMarked
@CheckReturnValue
package dev.mesher.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
