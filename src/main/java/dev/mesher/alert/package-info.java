/** Alert rules: their conditions, what they may come of, and the look that raises alerts. */
@NullMarked
@CheckReturnValue
package dev.mesher.alert;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
