/** What became of each request: one record for each batch, bounded in size and age, with a copy on another node. */
@NullMarked
@CheckReturnValue
package dev.mesher.continuity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
