/** How many events a project may send: the cluster-wide window, leased in slices. */
@NullMarked
@CheckReturnValue
package dev.mesher.limit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
