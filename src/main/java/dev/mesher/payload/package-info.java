/** The stored form of an event's JSON: compressed with zstd, with dictionaries trained from events. */
@NullMarked
@CheckReturnValue
package dev.mesher.payload;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
