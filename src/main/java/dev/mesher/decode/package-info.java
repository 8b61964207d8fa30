/** Bytes to event: decompression under a bound, and the native JSON. */
@NullMarked
@CheckReturnValue
package dev.mesher.decode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
