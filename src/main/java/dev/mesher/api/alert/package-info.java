/** Alert rules, and the alerts that they raised. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.alert;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
