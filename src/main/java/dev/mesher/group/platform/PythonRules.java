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
    private static final SearchPattern STANDARD_LIBRARY = SearchPattern.of(
            "/(?:lib(?:64)?/(?:python|pypy)\\d[\\d.]*+/|Lib/(?:(?:python|pypy)\\d[\\d.]*+/|[a-z]++/|[a-z_]++\\.py))",
            LONGEST_PATHS);

    /** What is evaluated has no file; notebooks number their cells. */
    private static final SearchPattern EVALUATED =
            SearchPattern.of("^<(?:string|stdin|ipython-input-[^>]*+|console|input|eval)>$|/ipykernel_\\d++/", LONGEST);

    /** Newer versions run these in the function around them. */
    private static final Set<String> INLINED = Set.of("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>");

    @Override
    public String file(String path) {
        return EVALUATED.isIn(path) ? "<eval>" : SourcePath.stable(path);
    }

    @Override
    public String module(String module) {
        return module.equals("__main__") ? "" : module;
    }

    @Override
    public String function(String function) {
        String last = function.substring(function.lastIndexOf('.') + 1);
        return last.equals("<lambda>") ? "" : last;
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return LIBRARY_PATHS.stream().anyMatch(path::contains) || STANDARD_LIBRARY.isIn(path);
    }

    @Override
    public boolean noise(StackFrame frame) {
        String function = Rules.text(frame.function());
        return INLINED.contains(function.substring(function.lastIndexOf('.') + 1));
    }
}
