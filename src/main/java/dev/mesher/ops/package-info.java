/** The operator's view: health, readiness, metrics, and the duties that keep the store tidy. */
@NullMarked
@CheckReturnValue
package dev.mesher.ops;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
