/** Hazelcast configuration, node identity, discovery, and the authority to run the single duties. */
@NullMarked
@CheckReturnValue
package dev.mesher.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
