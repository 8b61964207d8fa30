/** What a node tells its operators: its latest changes, and in the log what strangers make happen, seldom. */
@NullMarked
@CheckReturnValue
package dev.mesher.diagnostics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
