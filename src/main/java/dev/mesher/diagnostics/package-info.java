/** The latest changes that a node and its requests went through, for operators. */
@NullMarked
@CheckReturnValue
package dev.mesher.diagnostics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
