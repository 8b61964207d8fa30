/** Projects: their settings, keys, and summary figures. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.project;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
