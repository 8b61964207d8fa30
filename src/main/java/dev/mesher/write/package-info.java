/** Group commit: batches, and the answer after the commit; what goes to another node, or to the journal, while PostgreSQL is away. */
@NullMarked
@CheckReturnValue
package dev.mesher.write;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
