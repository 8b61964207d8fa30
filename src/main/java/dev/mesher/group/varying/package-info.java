/** What varies between two texts of one fault, and how it is found: each kind read once, in one pass over the text. */
@NullMarked
@CheckReturnValue
package dev.mesher.group.varying;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
