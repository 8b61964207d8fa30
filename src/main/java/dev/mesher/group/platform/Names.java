package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.Characters;
import org.jspecify.annotations.Nullable;

/** Names of types, functions and places without what a compiler, a runtime or a build added: what people are shown. */
public final class Names {
    private Names() {}

    /**
     * An exception's type, as it is shown and as it counts in a fingerprint.
     *
     * @param platform as the client names it; null when it does not
     */
    public static String type(@Nullable String platform, String type) {
        if (isPlain(type)) {
            return type;
        }
        String written = Platform.of(platform).rules().type(MemoryAddresses.REMOVED.apply(type));
        return written.isBlank() ? type : Cut.name(TypeNumbers.REPLACED.apply(written));
    }

    /** A type's name without its package or namespace. */
    public static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('\\')) + 1);
    }

    /** The frame's function; "" when it has none. */
    static String function(@Nullable String platform, StackFrame frame) {
        String function = Rules.text(frame.function());
        String shown = Platform.of(platform, frame).rules().shown(MemoryAddresses.REMOVED.apply(function));
        return shown.isEmpty() ? function : Cut.name(shown);
    }

    /** The frame's class or module, or else its file; "" when it has neither. */
    static String place(@Nullable String platform, StackFrame frame) {
        Rules rules = Platform.of(platform, frame).rules();
        String module = Rules.text(frame.module());
        if (!module.isEmpty()) {
            String written = rules.module(MemoryAddresses.REMOVED.apply(module));
            return written.isEmpty() ? module : Cut.name(written);
        }
        String path = Rules.text(frame.filename());
        String stable = path.isEmpty() ? "" : rules.file(path);
        return stable.startsWith("<") && stable.endsWith(">") ? stable : inDirectory(path, stable);
    }

    /** The file with all its directories. Its name is the stable one; "" when it has none. */
    private static String inDirectory(String path, String stable) {
        if (stable.isEmpty()) {
            return "";
        }
        String plain = SourcePath.withoutQuery(path);
        String directory = plain.substring(0, plain.replace('\\', '/').lastIndexOf('/') + 1);
        return Cut.path(directory + stable.substring(stable.lastIndexOf('/') + 1));
    }

    /** Most types are: their name holds letters, dots and colons only. */
    private static boolean isPlain(String type) {
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            if (!Characters.isLetter(c) && c != '.' && c != ':') {
                return false;
            }
        }
        return true;
    }
}
