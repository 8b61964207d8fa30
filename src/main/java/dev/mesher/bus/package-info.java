/** The event bus: every address in one file, and the codec that hands objects over inside one node; and the loop of what runs again and again. */
@NullMarked
@CheckReturnValue
package dev.mesher.bus;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
