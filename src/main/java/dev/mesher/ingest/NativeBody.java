package dev.mesher.ingest;

import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.http.InFlight;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request in Mesher's own format, as it was received.
 *
 * @param encoding the {@code Content-Encoding}; null for none
 * @param lease counts its bytes in memory
 */
@SuppressWarnings("ArrayRecordComponent")
record NativeBody(Project project, Attempt attempt, byte[] bytes, @Nullable String encoding, InFlight.Lease lease) {}
