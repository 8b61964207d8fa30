/** {@code bin/mesher journal}: shows and retries the entries of a node's journal that PostgreSQL refused. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
