/** What every HTTP edge shares: error answers, body limits, JSON. */
@NullMarked
@CheckReturnValue
package dev.mesher.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
