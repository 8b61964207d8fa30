package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.SearchPattern;

/** PHP. */
final class PhpRules implements Rules {
    private static final SearchPattern EVALUATED =
            SearchPattern.of("(?s)\\(\\d++\\) : (?:eval\\(\\)'d code|runtime-created function).*+", LONGEST);

    @Override
    public String file(String path) {
        return PhpTemplates.isIn(path) ? "<template>" : SourcePath.stable(EVALUATED.replaceFirst(path, " eval"));
    }

    @Override
    public String module(String module) {
        return function(module);
    }

    @Override
    public String function(String function) {
        String name = PhpNames.CLOSURES_WITHOUT_LINES.apply(PhpNames.CLASSES_WITHOUT_PLACES.apply(function));
        return PhpProxies.written(PhpTemplates.REPLACED.apply(name));
    }

    @Override
    public String type(String type) {
        return function(type);
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
