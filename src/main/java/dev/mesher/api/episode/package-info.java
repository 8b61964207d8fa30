/** Episodes of alerts, and what people do about them: in the API, by a message's link, and in PagerDuty. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.episode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
