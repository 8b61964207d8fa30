/** {@code load}: a load test of the events endpoint, with an exact proof of what was stored. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.load;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
