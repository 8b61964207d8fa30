package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.SearchPattern;
import java.util.List;
import java.util.Set;

/** Python. */
final class PythonRules implements Rules {
    private static final List<String> LIBRARY_PATHS = List.of(
            "/site-packages/",
            "site-packages/",
            "/dist-packages/",
            "/lib-dynload/",
            "<frozen ",
            "/.local/share/",
            "/conda/lib/");

    /** What is evaluated has no file. */
    private static final SearchPattern EVALUATED =
            SearchPattern.of("^<(?:string|stdin|ipython-input-[^>]*+|console|input|eval|doctest [^>]*+)>$", LONGEST);

    /** Notebooks number their cells. Begins with letters, so that the engine looks for these alone. */
    private static final SearchPattern CELL = SearchPattern.of("/ipykernel_\\d++/", LONGEST);

    /** Newer versions run these in the function around them. */
    private static final Set<String> INLINED = Set.of("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>");

    @Override
    public String file(String path) {
        return EVALUATED.isIn(path) || CELL.isIn(path)
                ? "<eval>"
                : SourcePath.stable(PythonNames.WITHOUT_NUMBER.apply(path));
    }

    @Override
    public String module(String module) {
        return module.equals("__main__") ? "" : module;
    }

    @Override
    public String function(String function) {
        String name = PythonNames.WITHOUT_PARAMETERS.apply(function);
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.equals("<lambda>") ? "" : last;
    }

    @Override
    public String type(String type) {
        return type.replace("<locals>.", "");
    }

    @Override
    public String shown(String function) {
        return PythonNames.WITHOUT_PARAMETERS.apply(function).replace("<locals>.", "");
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return LIBRARY_PATHS.stream().anyMatch(path::contains)
                || !PythonNames.STANDARD_LIBRARY.apply(path).isEmpty();
    }

    @Override
    public boolean noise(StackFrame frame) {
        String function = Rules.text(frame.function());
        return INLINED.contains(function.substring(function.lastIndexOf('.') + 1));
    }
}
