/** Who may call the management API and the live stream. */
@NullMarked
@CheckReturnValue
package dev.mesher.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
