package dev.mesher.group;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import dev.mesher.text.SearchPattern;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * The client's own grouping. Its texts are used unchanged except for variables. <code>{{ default }}</code> stands for
 * Mesher's own grouping, and <code>{{ name }}</code> for a field of the event. An unknown name stays unchanged.
 */
final class ClientFingerprint {
    static final SearchPattern VARIABLE =
            SearchPattern.of("\\{\\{\\s{0,20}+\"?([\\w.:-]{1,200}+)\"?\\s{0,20}+\\}\\}", 8_192);
    private static final String DEFAULT = "default";

    private ClientFingerprint() {}

    /** Whether the client leaves the grouping to the server. */
    static boolean isDefault(List<String> fingerprint) {
        return fingerprint.stream().allMatch(ClientFingerprint::isDefault);
    }

    static List<Part> parts(Event event, Supplier<List<Part>> ofServer) {
        return new Filling(name -> value(name, event)).parts(event.clientFingerprint(), ofServer);
    }

    static boolean isDefault(String text) {
        MatchResult variable = text.startsWith("{{") ? VARIABLE.first(text) : null;
        return variable != null
                && variable.start() == 0
                && variable.end() == text.length()
                && DEFAULT.equals(variable.group(1));
    }

    /** The value of a variable; null for an unknown name. */
    private static @Nullable String value(String name, Event event) {
        if (name.startsWith("tags.")) {
            return tag(name.substring("tags.".length()), event);
        }
        ExceptionInfo exception = event.exception();
        StackFrame frame = Culprit.failed(event.platform(), event.frames());
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "transaction" -> or(event.transaction());
            case "message" -> MessageNormaliser.stable(event.message());
            case "type", "error.type" -> exception == null ? "" : or(exception.typeName());
            case "value", "error.value" ->
                exception == null || exception.value() == null ? "" : MessageNormaliser.stable(exception.value());
            case "level" -> event.level().wireName();
            case "logger" -> or(event.logger());
            case "environment" -> or(event.environment());
            case "release" -> or(event.release());
            case "function", "stack.function" -> frame == null ? "" : or(frame.function());
            case "module", "stack.module" -> frame == null ? "" : or(frame.module());
            case "package", "stack.package" -> frame == null ? "" : or(frame.library());
            case "filename", "stack.filename" -> frame == null ? "" : or(frame.filename());
            case "path", "abs_path", "stack.abs_path" -> frame == null ? "" : or(frame.absPath());
            default -> null;
        };
    }

    /** The value of a tag. Sentry's clients use tag names for some fields of an event, which are looked up as well. */
    private static String tag(String name, Event event) {
        String own = event.tags().get(name);
        if (own != null) {
            return own;
        }
        return switch (name) {
            case "server_name" -> or(event.serverName());
            case "logger" -> or(event.logger());
            case "transaction" -> or(event.transaction());
            case "environment" -> or(event.environment());
            case "release" -> or(event.release());
            case "level" -> event.level().wireName();
            default -> "";
        };
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
