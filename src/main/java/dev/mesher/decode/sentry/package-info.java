/**
 * Decodes what Sentry's clients send: splits envelopes and bodies, and reads their events directly into
 * {@link dev.mesher.event.Event} while writing the JSON to be stored.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.decode.sentry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
