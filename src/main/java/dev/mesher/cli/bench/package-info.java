/** {@code bench}: a load run beside what PostgreSQL alone takes of the same rows. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
