/** What Sentry's clients send: envelopes and bodies taken apart, events translated into Mesher's own format. */
@NullMarked
@CheckReturnValue
package dev.mesher.decode.sentry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
