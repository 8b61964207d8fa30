/** What has changed in a project since a client looked, and the stream that tells of changes as they come. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.change;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
