package dev.mesher.event;

import com.google.errorprone.annotations.Immutable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decoded event: the fields that the stages read, and the whole event as JSON.
 *
 * @param eventId the client's own id; null when it sent none
 * @param platform the platform of the program, as the client names it ({@code java}, {@code javascript}, …)
 * @param message what lists show; never empty
 * @param template the message with placeholders for its parameters
 * @param transaction the operation that failed, as the client names it
 * @param culprit the place of the error, as the client names it; null when it names none
 * @param logger the logger, as the client names it
 * @param serverName the machine, as the client names it
 * @param exceptions causes first, the thrown exception last; empty when the event has none
 * @param frames the stack trace of the last exception, or else of a thread. Oldest call first, the failed call last;
 *     empty when there is none
 * @param clientFingerprint the client's own grouping; empty when the server decides
 * @param tags names and values, in the client's order
 * @param userHash hash of what identifies the affected user; null when the event names none
 * @param json the event as it is stored: UTF-8 JSON, with unknown fields; must not be modified. A part that would occur
 *     twice may be a reference, see {@code decode.StoredJson}
 */
@SuppressWarnings({"ArrayRecordComponent", "Immutable"})
@Immutable
public record Event(
        @Nullable UUID eventId,
        @Nullable String platform,
        Level level,
        String message,
        @Nullable String template,
        @Nullable String transaction,
        @Nullable String culprit,
        @Nullable String logger,
        @Nullable String serverName,
        List<ExceptionInfo> exceptions,
        List<StackFrame> frames,
        List<String> clientFingerprint,
        Map<String, String> tags,
        @Nullable UUID userHash,
        @Nullable String environment,
        @Nullable String release,
        @Nullable String sessionId,
        byte[] json) {

    /** An event with only the columns that the store keeps. Its JSON, stack and tags are missing. */
    public static Event ofColumns(
            @Nullable UUID eventId,
            Level level,
            String message,
            @Nullable String exceptionType,
            @Nullable String exceptionValue,
            @Nullable UUID userHash,
            @Nullable String environment,
            @Nullable String release,
            @Nullable String sessionId) {
        List<ExceptionInfo> exceptions = exceptionType == null && exceptionValue == null
                ? List.of()
                : List.of(ExceptionInfo.of(exceptionType, exceptionValue, null));
        return new Event(
                eventId,
                null,
                level,
                message,
                null,
                null,
                null,
                null,
                null,
                exceptions,
                List.of(),
                List.of(),
                Map.of(),
                userHash,
                environment,
                release,
                sessionId,
                new byte[0]);
    }

    /**
     * The same event with its JSON.
     *
     * @param known must not be modified
     */
    public Event withJson(byte[] known) {
        return new Event(
                eventId,
                platform,
                level,
                message,
                template,
                transaction,
                culprit,
                logger,
                serverName,
                exceptions,
                frames,
                clientFingerprint,
                tags,
                userHash,
                environment,
                release,
                sessionId,
                known);
    }

    /** The exception that was thrown; null when the event has none. */
    public @Nullable ExceptionInfo exception() {
        return exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
    }
}
