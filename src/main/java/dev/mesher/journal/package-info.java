/**
 * Keeps acknowledged data while PostgreSQL is away: one table in a file of this node, and the drain that moves its
 * entries to PostgreSQL.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
