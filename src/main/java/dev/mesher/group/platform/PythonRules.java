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
    private static final SearchPattern EVALUATED = SearchPattern.of(
            "^<(?:string|stdin|ipython-input-[^>]*+|console|input|eval|doctest [^>]*+)>$|/ipykernel_\\d++/", LONGEST);

    /** Libraries number the code that they write: {@code <decorator-gen-12>}, {@code <attrs generated init shop.Cart-3>}. */
    private static final SearchPattern NUMBERED = SearchPattern.of("-\\d++(?=>$)", LONGEST);

    /** The parameters of a test that pytest runs many times, and the number of a lambda that a library names. */
    private static final SearchPattern PARAMETERS =
            SearchPattern.of("(?<=\\w)\\[[^\\[\\]]{1,200}+\\]$|(?<=^_lambda)_\\d++$", LONGEST);

    /** Newer versions run these in the function around them. */
    private static final Set<String> INLINED = Set.of("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>");

    @Override
    public String file(String path) {
        return EVALUATED.isIn(path) ? "<eval>" : SourcePath.stable(NUMBERED.replaceFirst(path, ""));
    }

    @Override
    public String module(String module) {
        return module.equals("__main__") ? "" : module;
    }

    @Override
    public String function(String function) {
        String name = PARAMETERS.replaceFirst(function, "");
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.equals("<lambda>") ? "" : last;
    }

    @Override
    public String type(String type) {
        return type.replace("<locals>.", "");
    }

    @Override
    public String shown(String function) {
        return PARAMETERS.replaceFirst(function, "").replace("<locals>.", "");
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
