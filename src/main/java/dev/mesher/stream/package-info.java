/** The live stream: what happens in a project, pushed to whoever watches it over a WebSocket, on any node. */
@NullMarked
@CheckReturnValue
package dev.mesher.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
