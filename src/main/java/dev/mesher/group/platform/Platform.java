package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platforms that have rules of their own. */
@SuppressWarnings("ImmutableEnumChecker") // its rules have no state
enum Platform {
    JAVA(new JavaRules()),
    JAVASCRIPT(new JavaScriptRules()),
    PYTHON(new PythonRules()),
    RUBY(new RubyRules()),
    GO(new GoRules()),
    PHP(new PhpRules()),
    DOTNET(new DotNetRules()),
    NATIVE(new NativeRules()),
    PLAIN(new PlainRules());

    private static final Map<String, Platform> BY_NAME = Map.ofEntries(
            Map.entry("java", JAVA),
            Map.entry("kotlin", JAVA),
            Map.entry("scala", JAVA),
            Map.entry("javascript", JAVASCRIPT),
            Map.entry("node", JAVASCRIPT),
            Map.entry("typescript", JAVASCRIPT),
            Map.entry("python", PYTHON),
            Map.entry("ruby", RUBY),
            Map.entry("go", GO),
            Map.entry("php", PHP),
            Map.entry("csharp", DOTNET),
            Map.entry("dotnet", DOTNET),
            Map.entry("native", NATIVE),
            Map.entry("rust", NATIVE),
            Map.entry("c", NATIVE),
            Map.entry("cpp", NATIVE),
            Map.entry("cocoa", NATIVE),
            Map.entry("swift", NATIVE),
            Map.entry("objc", NATIVE));

    private static final Map<String, Platform> BY_ENDING = Map.ofEntries(
            Map.entry("java", JAVA),
            Map.entry("kt", JAVA),
            Map.entry("scala", JAVA),
            Map.entry("groovy", JAVA),
            Map.entry("clj", JAVA),
            Map.entry("js", JAVASCRIPT),
            Map.entry("mjs", JAVASCRIPT),
            Map.entry("cjs", JAVASCRIPT),
            Map.entry("jsx", JAVASCRIPT),
            Map.entry("ts", JAVASCRIPT),
            Map.entry("tsx", JAVASCRIPT),
            Map.entry("vue", JAVASCRIPT),
            Map.entry("svelte", JAVASCRIPT),
            Map.entry("py", PYTHON),
            Map.entry("rb", RUBY),
            Map.entry("erb", RUBY),
            Map.entry("go", GO),
            Map.entry("php", PHP),
            Map.entry("cs", DOTNET),
            Map.entry("fs", DOTNET),
            Map.entry("vb", DOTNET),
            Map.entry("rs", NATIVE),
            Map.entry("c", NATIVE),
            Map.entry("cc", NATIVE),
            Map.entry("cpp", NATIVE),
            Map.entry("swift", NATIVE));

    private final Rules rules;

    Platform(Rules rules) {
        this.rules = rules;
    }

    Rules rules() {
        return rules;
    }

    /** By the client's name for it; that of no rules of its own when the name is null or unknown. */
    static Platform of(@Nullable String name) {
        return name == null ? PLAIN : BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), PLAIN);
    }

    /** By the client's name for it, or else by how the frame's file ends. */
    static Platform of(@Nullable String name, StackFrame frame) {
        Platform named = of(name);
        if (named != PLAIN) {
            return named;
        }
        String file = frame.filename();
        if (file == null) {
            return PLAIN;
        }
        int query = file.indexOf('?');
        int end = query < 0 ? file.length() : query;
        return BY_ENDING.getOrDefault(file.substring(file.lastIndexOf('.', end) + 1, end), PLAIN);
    }
}
