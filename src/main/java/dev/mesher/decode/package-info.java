/** Decodes request bodies into events: decompresses them up to a limit, and reads Mesher's own JSON format. */
@NullMarked
@CheckReturnValue
package dev.mesher.decode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
