/** {@code bin/mesher cluster}: the operator's view of a running node, through its cluster port. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
