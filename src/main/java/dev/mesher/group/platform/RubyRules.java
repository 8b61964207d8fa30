package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.SearchPattern;
import java.util.List;
import java.util.regex.MatchResult;

/** Ruby. */
final class RubyRules implements Rules {
    private static final List<String> LIBRARY_PATHS =
            List.of("/gems/", "gems/", "/vendor/bundle/", "<internal:", "/rubygems/", "/bin/bundle", "bin/rails");
    private static final SearchPattern BLOCK =
            SearchPattern.of("^(?:(?:block|rescue|ensure)(?: \\(\\d++ levels\\))? in )++", LONGEST);

    /** The number of a class that RSpec makes of an example group. */
    private static final SearchPattern NUMBERED = SearchPattern.of("(?<=[A-Za-z])_\\d++(?=::|$)", LONGEST);

    private static final SearchPattern EVALUATED = SearchPattern.of("^\\(eval(?: at ([^:]++):\\d++\\)$|\\))", LONGEST);

    @Override
    public String file(String path) {
        MatchResult evaluated = EVALUATED.first(path);
        if (evaluated == null) {
            return SourcePath.stable(path);
        }
        return evaluated.group(1) == null ? "<eval>" : SourcePath.stable(evaluated.group(1)) + " eval";
    }

    @Override
    public String module(String module) {
        return module.startsWith("RSpec::ExampleGroups::") ? NUMBERED.replaceAll(module, "") : module;
    }

    @Override
    public String type(String type) {
        return module(type);
    }

    @Override
    public String function(String function) {
        String name = BLOCK.replaceFirst(function, "");
        String method = name.substring(Math.max(name.lastIndexOf('#'), name.lastIndexOf('.')) + 1);
        return RubyNames.WITHOUT_TEMPLATE.apply(method);
    }

    @Override
    public String shown(String function) {
        return RubyNames.WITHOUT_TEMPLATE.apply(function);
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return LIBRARY_PATHS.stream().anyMatch(path::contains)
                || !RubyPaths.STANDARD_LIBRARY.apply(path).isEmpty();
    }
}
