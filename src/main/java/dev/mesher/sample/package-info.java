/** The project {@code sample}: lifelike events of five platforms, so that there is something to see without sending any. */
@NullMarked
@CheckReturnValue
package dev.mesher.sample;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
