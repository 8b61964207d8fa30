/** PostgreSQL: connection pools, migrations, partitions, and what an error means for a retry. */
@NullMarked
@CheckReturnValue
package dev.mesher.db;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
