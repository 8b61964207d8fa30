/** The edge that takes events, over HTTP and WebSocket, and the chain of stages behind it. */
@NullMarked
@CheckReturnValue
package dev.mesher.ingest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
