/** Reads text from outside: regular expressions and scans with a maximum length of the text. */
@NullMarked
@CheckReturnValue
package dev.mesher.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
