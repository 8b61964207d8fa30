/** Events: one in full, lists, the search, attachments and feedback. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
