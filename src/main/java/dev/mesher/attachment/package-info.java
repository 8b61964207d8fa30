/** What comes in besides events: attachments and user feedback, which are stored, and all other items, which are counted. */
@NullMarked
@CheckReturnValue
package dev.mesher.attachment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
