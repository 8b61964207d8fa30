/** The management API. */
@NullMarked
@CheckReturnValue
package dev.mesher.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
