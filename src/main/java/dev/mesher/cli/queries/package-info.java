/** {@code bin/mesher bench-queries}: how fast the management API answers over a full database. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.queries;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
