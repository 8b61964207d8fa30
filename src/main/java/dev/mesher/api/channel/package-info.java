/** Routes about channels: where an organisation's messages go, and what became of each message. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.channel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
