/**
 * Finds the parts that vary between texts of the same error, such as numbers, dates and paths. Each kind of part is
 * found in one pass over the text.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.group.varying;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
