/** The index of words for the full-text search over events: what fills it, and what reads it. */
@NullMarked
@CheckReturnValue
package dev.mesher.search;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
