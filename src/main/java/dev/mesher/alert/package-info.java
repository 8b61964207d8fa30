/** Alert rules: their conditions, the causes noted at ingest, and the regular look that raises alerts. */
@NullMarked
@CheckReturnValue
package dev.mesher.alert;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
