/**
 * Commits events in batches and answers after the commit. While PostgreSQL is away, batches go to another node or to
 * the journal.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.write;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
