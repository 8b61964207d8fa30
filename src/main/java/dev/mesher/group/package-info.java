/** Decides which issue an event belongs to: normalises its texts and computes its fingerprint. */
@NullMarked
@CheckReturnValue
package dev.mesher.group;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
