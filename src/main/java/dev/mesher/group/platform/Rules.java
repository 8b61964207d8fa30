package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import org.jspecify.annotations.Nullable;

/** How the frames of one platform are read. An answer of "" means: says nothing. Stateless. */
interface Rules {
    /** Of a frame's name or path: a template's arguments, a long directory. */
    int LONGEST = 8_192;

    /** Of what {@link #path} makes of two. */
    int LONGEST_PATHS = 2 * LONGEST + 1;

    /** The class, module or package, freed of what is generated. */
    default String module(String module) {
        return module;
    }

    /** The file, freed of what a build or a deployment changes. */
    default String file(String path) {
        return SourcePath.stable(path);
    }

    /** The function, freed of what is generated: the one that the programmer wrote it in. */
    default String function(String function) {
        return function;
    }

    /** The exception's type, freed of what is generated. */
    default String type(String type) {
        return type;
    }

    /** The function as people are shown it: with its class where the platform names it so, without addresses and numbers. */
    default String shown(String function) {
        return function(function);
    }

    /** Whether the file tells more than the module. */
    default boolean fileFirst(String file) {
        return false;
    }

    /** Whether the frame belongs to a library or to the language, not to the application. */
    default boolean library(StackFrame frame) {
        return false;
    }

    /** Whether the frame comes and goes with the runtime's mood, so that it never counts. */
    default boolean noise(StackFrame frame) {
        return false;
    }

    /** Whether the client's word that a frame is the application's is worth nothing where {@link #library} says otherwise. */
    default boolean doubtsTheClient() {
        return false;
    }

    /** "" for null. */
    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Where the file lies, as far as the client says. */
    static String path(StackFrame frame) {
        return (text(frame.absPath()) + ' ' + text(frame.filename())).replace('\\', '/');
    }

    /** Whether {@code name} is one of the packages, or inside one of them. */
    static boolean within(String name, String separator, Iterable<String> packages) {
        for (String each : packages) {
            if (name.startsWith(each)
                    && (name.length() == each.length() || name.startsWith(separator, each.length()))) {
                return true;
            }
        }
        return false;
    }
}
