/** What became of each request: records by the batch, kept in bounds, with a copy on another node. */
@NullMarked
@CheckReturnValue
package dev.mesher.continuity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
