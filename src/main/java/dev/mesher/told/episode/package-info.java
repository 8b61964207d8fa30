/** Episodes: alerts of one rule without a long pause, and the messages that are queued to tell of them. */
@NullMarked
@CheckReturnValue
package dev.mesher.told.episode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
