/** Channels: where an organisation's messages go, and what a message looks like at each kind of receiver. */
@NullMarked
@CheckReturnValue
package dev.mesher.told.channel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
