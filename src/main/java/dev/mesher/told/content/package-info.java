/** What a message says: made once, from the alerts of its episode. */
@NullMarked
@CheckReturnValue
package dev.mesher.told.content;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
