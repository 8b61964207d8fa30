/** The signed links in messages. */
@NullMarked
@CheckReturnValue
package dev.mesher.told.link;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
