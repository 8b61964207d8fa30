/** Puts issues together and apart. */
@NullMarked
@CheckReturnValue
package dev.mesher.merge;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
