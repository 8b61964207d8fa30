/** Issues: their lists, their details, and the actions on them. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.issue;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
