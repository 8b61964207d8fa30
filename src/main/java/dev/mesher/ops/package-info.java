/** Operations: health, readiness, metrics, and the background duties that clean up the database. */
@NullMarked
@CheckReturnValue
package dev.mesher.ops;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
