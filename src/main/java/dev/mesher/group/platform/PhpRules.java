package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.regex.Pattern;

/** PHP. */
final class PhpRules implements Rules {
    /** {@code class@anonymous}, a NUL, the file and the line. */
    private static final Pattern ANONYMOUS_CLASS =
            Pattern.compile("@anonymous(?:\\x00|\\\\0)?[^:]*?(?::\\d+\\$\\w+)?(?=::|$)");

    /** Newer versions name the function around it, and the line. */
    private static final Pattern CLOSURE = Pattern.compile("\\{closure:(.*?)(?:\\(\\))?:\\d+\\}|\\{closure\\}");

    private static final Pattern EVALUATED =
            Pattern.compile("\\(\\d+\\) : (?:eval\\(\\)'d code|runtime-created function).*");
    private static final Pattern COMPILED_TEMPLATE =
            Pattern.compile("__TwigTemplate_[0-9a-f]{6,64}(?:___\\d+)?|/framework/views/.*|/cache/\\w+/twig/.*");

    @Override
    public String file(String path) {
        return COMPILED_TEMPLATE.matcher(path).find()
                ? "<template>"
                : SourcePath.stable(EVALUATED.matcher(path).replaceFirst(" eval"));
    }

    @Override
    public String module(String module) {
        return function(module);
    }

    @Override
    public String function(String function) {
        String name = ANONYMOUS_CLASS.matcher(function).replaceAll("@anonymous");
        name = CLOSURE.matcher(name).replaceAll("$1{closure}");
        return COMPILED_TEMPLATE.matcher(name).replaceAll("<template>");
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return path.contains("/vendor/")
                || path.startsWith("vendor/")
                || path.contains(" vendor/")
                || path.contains("[internal]");
    }
}
