/** Merging and unmerging issues, and moving their events. */
@NullMarked
@CheckReturnValue
package dev.mesher.merge;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
