/**
 * {@code bin/mesher bench-stream}: measures what many subscribers of the live stream receive, and how much they slow
 * ingest.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.streaming;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
