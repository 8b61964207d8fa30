/**
 * Rate limits: how many events a project may send in a window. The window counts for the whole cluster, and nodes lease
 * parts of it.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.limit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
