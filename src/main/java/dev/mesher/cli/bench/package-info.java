/** {@code bench}: a load run, compared with what PostgreSQL alone can store of the same rows. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
