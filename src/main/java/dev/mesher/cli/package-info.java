/** The commands of {@code bin/mesher}. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
