/** The right of one node at a time to run the single duties: a lease in PostgreSQL. */
@NullMarked
@CheckReturnValue
package dev.mesher.authority;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
