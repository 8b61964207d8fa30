/** {@code bin/mesher journal}: what PostgreSQL refused of a node's journal. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
