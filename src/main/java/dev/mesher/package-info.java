/** The entry point, and the order in which a node's parts start and stop. */
@NullMarked
@CheckReturnValue
package dev.mesher;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
