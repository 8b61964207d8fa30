/**
 * Reads the environment into validated records. All problems are reported at once, and secrets are shown as {@code
 * [redacted]}.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
