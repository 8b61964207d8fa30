package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** JavaScript and TypeScript, in browsers and on servers. */
final class JavaScriptRules implements Rules {
    private static final List<String> LIBRARY_PATHS = List.of(
            "/node_modules/",
            "node_modules/",
            "node:",
            "internal/",
            "/webpack/",
            "webpack/runtime",
            "@babel/",
            "core-js",
            "regenerator-runtime",
            "/tslib/",
            "zone.js",
            "unpkg.com/",
            "cdnjs.",
            "cdn.jsdelivr.net",
            "esm.sh/",
            "esm.run/",
            "ajax.googleapis.com",
            "extension://",
            "polyfill");

    private static final Set<String> NAMELESS = Set.of(
            "?",
            "<anonymous>",
            "anonymous",
            "<anonymous function>",
            "Anonymous function",
            "{anonymous}",
            "eval",
            "global code",
            "module code",
            "eval code",
            "[native code]",
            "<unknown>",
            "<global>",
            "null",
            "undefined");

    private static final Set<String> RUNTIME = Set.of(
            "processTicksAndRejections",
            "runMicrotasks",
            "nextTick",
            "_tickCallback",
            "process._tickCallback",
            "asyncGeneratorStep",
            "_next",
            "_throw",
            "tryCatch",
            "tryCatcher",
            "__awaiter",
            "fulfilled",
            "rejected");

    private static final Pattern PREFIX = Pattern.compile("^(?:async\\s+|new\\s+|get\\s+|set\\s+)+");
    private static final Pattern ALIAS = Pattern.compile("\\s*(?:\\[as [^\\]]{0,200}\\]|\\([^)]{0,200}\\))$");

    /** A bundler's content hash: eight characters of any case, or letters and digits in a longer row. */
    private static final Pattern CHUNK_HASH = Pattern.compile(
            "(?<=[._-])(?:(?=[A-Za-z_]*\\d|[a-z]*[A-Z]+[a-z0-9]+[A-Z])[A-Za-z0-9_]{8}"
                    + "|(?=[A-Za-z_]*\\d)[A-Za-z0-9_]{10,64})(?=[.-])|^\\d{1,9}(?=[.-])|^(?=[A-Z]*\\d)[A-Z0-9]{8}(?=\\.)");

    /** A function that has so short a name in a bundle got it from a minifier, which gives another at the next build. */
    private static final int MINIFIED_NAME = 2;

    /** But not that of a server's disk, whose directories are a deployment's: the module begins where the program does. */
    @Override
    public boolean fileFirst(String file) {
        return !file.startsWith("file:") && !SourcePath.absolute(file.replace('\\', '/'));
    }

    @Override
    public String module(String module) {
        int name = Math.max(module.lastIndexOf(':'), module.lastIndexOf('/')) + 1;
        String stable = CHUNK_HASH.matcher(module.substring(name) + '.').replaceAll("<hash>");
        return module.substring(0, name) + stable.substring(0, stable.length() - 1);
    }

    @Override
    public String file(String path) {
        if (nameless(path)) {
            return "";
        }
        String stable = SourcePath.stable(path);
        int slash = stable.lastIndexOf('/') + 1;
        String name = CHUNK_HASH.matcher(stable.substring(slash)).replaceAll("<hash>");
        return stable.substring(0, slash) + name.replace(".min.", ".");
    }

    @Override
    public String function(String function) {
        String name = PREFIX.matcher(ALIAS.matcher(function).replaceFirst("")).replaceFirst("");
        while (name.endsWith("/<") || name.endsWith("<")) {
            name = name.substring(0, name.length() - (name.endsWith("/<") ? 2 : 1));
        }
        if (nameless(name)) {
            return "";
        }
        String last = name.substring(
                Math.max(name.lastIndexOf('.'), Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'))) + 1);
        return nameless(last) || last.length() <= MINIFIED_NAME ? "" : last;
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return LIBRARY_PATHS.stream().anyMatch(path::contains);
    }

    @Override
    public boolean noise(StackFrame frame) {
        String function = Rules.text(frame.function());
        String file = Rules.text(frame.filename());
        return RUNTIME.contains(function)
                || function.equals("eval")
                || (nameless(file) && nameless(function))
                || file.equals("[native code]");
    }

    /** Browsers' SDKs mark every frame. */
    @Override
    public boolean doubtsTheClient() {
        return true;
    }

    private static boolean nameless(String name) {
        return name.isEmpty() || NAMELESS.contains(name);
    }
}
