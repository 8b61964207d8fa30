/** The immutable values that all stages share. */
@NullMarked
@CheckReturnValue
package dev.mesher.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
