/** Environment to validated records; every problem is reported at once, secrets print as {@code [redacted]}. */
@NullMarked
@CheckReturnValue
package dev.mesher.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
