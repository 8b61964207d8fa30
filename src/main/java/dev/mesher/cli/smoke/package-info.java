/** {@code smoke}: the runbook's check of a running node. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.smoke;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
