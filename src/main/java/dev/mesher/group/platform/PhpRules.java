package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.SearchPattern;

/** PHP. */
final class PhpRules implements Rules {
    private static final SearchPattern EVALUATED =
            SearchPattern.of("(?s)\\(\\d++\\) : (?:eval\\(\\)'d code|runtime-created function).*+", LONGEST);
    private static final SearchPattern COMPILED_TEMPLATE = SearchPattern.of(
            "__TwigTemplate_[0-9a-f]{6,64}+(?:___\\d++)?|/(?:framework/views/.*+|cache/\\w++/twig/.*+)", LONGEST);

    @Override
    public String file(String path) {
        return COMPILED_TEMPLATE.isIn(path) ? "<template>" : SourcePath.stable(EVALUATED.replaceFirst(path, " eval"));
    }

    @Override
    public String module(String module) {
        return function(module);
    }

    @Override
    public String function(String function) {
        String name = PhpNames.CLOSURES_WITHOUT_LINES.apply(PhpNames.CLASSES_WITHOUT_PLACES.apply(function));
        return COMPILED_TEMPLATE.replaceAll(name, "<template>");
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
