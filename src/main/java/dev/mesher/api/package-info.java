/** The management API: its routes, and the stores that read and change what they show. */
@NullMarked
@CheckReturnValue
package dev.mesher.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
