/** Outbound calls: the addresses that may be called, HTTP and SMTP, each within a time limit. */
@NullMarked
@CheckReturnValue
package dev.mesher.told.send;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
