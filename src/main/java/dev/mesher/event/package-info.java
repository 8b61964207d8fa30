/** The vocabulary: immutable values that every stage shares. */
@NullMarked
@CheckReturnValue
package dev.mesher.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
