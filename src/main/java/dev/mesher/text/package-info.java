/** How text from outside is read: regular expressions and scans that name the longest text that they may be given. */
@NullMarked
@CheckReturnValue
package dev.mesher.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
