/**
 * What comes in besides events: attachments and user feedback, which are stored, and other items, which are only
 * counted.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.attachment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
