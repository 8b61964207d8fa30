/** The queue of messages: claims those that are due, sends them, and tries again what failed. */
@NullMarked
@CheckReturnValue
package dev.mesher.told.queue;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
