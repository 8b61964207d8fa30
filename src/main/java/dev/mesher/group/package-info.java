/** Which issue an event belongs to: normalising and the fingerprint. */
@NullMarked
@CheckReturnValue
package dev.mesher.group;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
