/** {@code bin/mesher bench-stream}: what the live stream gets to many subscribers, and what it costs the ingest. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.streaming;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
