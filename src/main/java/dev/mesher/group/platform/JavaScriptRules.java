package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.SearchPattern;
import java.util.List;
import java.util.Set;

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

    /** Objects of the language. Their functions belong to the engine. */
    private static final Set<String> LANGUAGE =
            Set.of("Array", "Iterator", "JSON", "Map", "Promise", "Reflect", "RegExp", "Set", "String");

    private static final Set<String> RUNTIME = Set.of(
            "processTicksAndRejections",
            "runMicrotasks",
            "nextTick",
            "_tickCallback",
            "process._tickCallback",
            "asyncGeneratorStep",
            "_asyncToGenerator",
            "_callSuper",
            "_construct",
            "_classCallCheck",
            "_createClass",
            "_wrapNativeSuper",
            "__generator",
            "__webpack_require__",
            "Generator.next",
            "Generator.throw",
            "Generator._invoke",
            "Generator.invoke [as _invoke]",
            "_next",
            "_throw",
            "tryCatch",
            "tryCatcher",
            "__awaiter",
            "fulfilled",
            "rejected");

    private static final SearchPattern PREFIX = SearchPattern.of("^(?:(?:async|new|get|set)\\s++)++", LONGEST);

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
        String stable = ChunkHash.REPLACED.apply(module.substring(name) + '.');
        return module.substring(0, name) + stable.substring(0, stable.length() - 1);
    }

    @Override
    public String file(String path) {
        if (nameless(path)) {
            return "";
        }
        // Neither has a file: V8 names the caller of eval() and its line, and a browser numbers a blob.
        if (path.startsWith("eval at ")) {
            return "<eval>";
        }
        if (path.startsWith("blob:") || path.startsWith("data:")) {
            return path.startsWith("b") ? "<blob>" : "<data>";
        }
        return SourcePath.stable(path, name -> ChunkHash.REPLACED.apply(name).replace(".min.", "."));
    }

    @Override
    public String function(String function) {
        String name = named(Alias.WITHOUT.apply(function));
        return name.isEmpty() ? named(Alias.NAME.apply(function)) : name;
    }

    /** The name without its object; "" when it has none that the programmer wrote. */
    private static String named(String function) {
        String name = plainName(function);
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '<') {
            end -= name.startsWith("/", end - 2) ? 2 : 1;
        }
        name = ScriptNames.written(name.substring(0, end));
        if (nameless(name)) {
            return "";
        }
        String last = withoutObject(name);
        return nameless(last) || last.length() <= MINIFIED_NAME ? "" : last;
    }

    /** With its object, and what an engine writes around the name. */
    @Override
    public String shown(String function) {
        String written = ScriptNames.written(function);
        return written.isEmpty() && function.indexOf('$') >= 0 ? "<anonymous>" : written;
    }

    /** Also the language's own functions: whether they have frames depends on the engine. */
    @Override
    public boolean library(StackFrame frame) {
        if (Machinery.ENGINE.contains(Rules.text(frame.filename()))) {
            String name = plainName(Rules.text(frame.function()));
            return LANGUAGE.contains(name.substring(0, Math.max(0, name.indexOf('.'))));
        }
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

    /** The function without the words that an engine writes before and after its name. */
    static String plainName(String function) {
        return PREFIX.replaceFirst(Alias.WITHOUT.apply(function), "");
    }

    /** Whether the name, without what an engine writes around it, is one that a minifier made up. */
    static boolean minified(String plainName) {
        String last = withoutObject(plainName);
        return !nameless(last) && last.length() <= MINIFIED_NAME;
    }

    private static String withoutObject(String name) {
        return name.substring(
                Math.max(name.lastIndexOf('.'), Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'))) + 1);
    }

    private static boolean nameless(String name) {
        return name.isEmpty() || NAMELESS.contains(name);
    }
}
