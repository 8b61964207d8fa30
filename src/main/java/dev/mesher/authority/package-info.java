/** The authority: a lease in PostgreSQL that gives one node at a time the right to run the single duties. */
@NullMarked
@CheckReturnValue
package dev.mesher.authority;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
