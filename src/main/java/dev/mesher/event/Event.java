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
 * @param platform what the program runs on, as the client names it ({@code java}, {@code javascript}, …)
 * @param message what lists show; never empty
 * @param template the message before its parameters were put in
 * @param transaction the operation that was under way, as the client names it
 * @param culprit where it happened, as the client says it
 * @param logger what logged it, as the client names it
 * @param serverName the machine, as the client names it
 * @param exceptions causes first, the one that was thrown last; empty when the event reports none
 * @param frames the stack where it happened: the last exception's, or else a thread's; oldest call first, the one that
 *     failed last; empty when there is no stack trace
 * @param clientFingerprint the client's own grouping; empty when it leaves that to the server
 * @param tags text to text, in the client's order
 * @param userHash digest of what identifies the affected user; null when the event names none
 * @param json the event as it is stored, UTF-8 JSON, unknown fields included; must not be modified. What would stand in it
 *     twice may be pointed to, see {@code decode.StoredJson}
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

    /** An event of which only these columns are known: its JSON, its stack and its tags are elsewhere. */
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

    /** The same event with its JSON, which must not be modified. */
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

    /** The one that was thrown; null when the event reports none. */
    public @Nullable ExceptionInfo exception() {
        return exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
    }
}
