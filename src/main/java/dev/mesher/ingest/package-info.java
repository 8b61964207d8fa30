/** Receives events over HTTP and WebSocket, and takes them through the stages: decode, admit, sample, group, write. */
@NullMarked
@CheckReturnValue
package dev.mesher.ingest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
