/** What Sentry's clients send: envelopes and bodies taken apart, events read into Mesher's event, and their JSON written. */
@NullMarked
@CheckReturnValue
package dev.mesher.decode.sentry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
