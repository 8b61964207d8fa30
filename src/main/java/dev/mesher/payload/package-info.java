/** An event's JSON in the form in which it is stored: compressed, with dictionaries learnt from events. */
@NullMarked
@CheckReturnValue
package dev.mesher.payload;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
