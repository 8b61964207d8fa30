/** {@code bin/mesher bench-queries}: measures the management API on a full database. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.queries;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
