/** The activity of issues: what happened to each, when, and who did it. */
@NullMarked
@CheckReturnValue
package dev.mesher.activity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
