/** Group commit: batches, the journal for the time PostgreSQL is away, and the answer after the commit. */
@NullMarked
@CheckReturnValue
package dev.mesher.write;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
