package dev.mesher.event;

import com.google.errorprone.annotations.Immutable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decoded event: what the stages read, and the whole of what the client sent beside it.
 *
 * @param eventId the client's own id; null when it sent none
 * @param message what lists show; never empty
 * @param frames oldest call first, the one that failed last; empty when there is no stack trace
 * @param clientFingerprint the client's own grouping; empty when it leaves that to the server
 * @param tags text to text, in the client's order
 * @param userHash digest of what identifies the affected user; null when the event names none
 * @param json the event as the client sent it, UTF-8 JSON, unknown fields included; must not be modified
 */
@SuppressWarnings({"ArrayRecordComponent", "Immutable"})
@Immutable
public record Event(
        @Nullable UUID eventId,
        Level level,
        String message,
        @Nullable ExceptionInfo exception,
        List<StackFrame> frames,
        List<String> clientFingerprint,
        Map<String, String> tags,
        @Nullable UUID userHash,
        @Nullable String environment,
        @Nullable String release,
        @Nullable String sessionId,
        byte[] json) {}
