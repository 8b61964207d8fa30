package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.SearchPattern;
import java.util.List;

/** Go. */
final class GoRules implements Rules {
    private static final List<String> LIBRARY_PATHS = List.of(
            "/go/pkg/mod/",
            "/usr/local/go/src/",
            "/usr/lib/go",
            "/libexec/src/",
            "/hostedtoolcache/go/",
            "/vendor/",
            "$GOROOT");
    private static final List<String> STANDARD_LIBRARY = List.of(
            "runtime",
            "net",
            "reflect",
            "sync",
            "testing",
            "database/sql",
            "encoding",
            "context",
            "os",
            "io",
            "fmt",
            "bufio",
            "bytes",
            "strings",
            "crypto",
            "time",
            "syscall",
            "internal",
            "html/template",
            "text/template",
            "log");

    private static final SearchPattern LOCAL_NUMBER = SearchPattern.of("·\\d++", LONGEST);

    @Override
    public String module(String module) {
        return GoNames.WITHOUT_VERSIONS.apply(module);
    }

    @Override
    public String function(String function) {
        String name = GoNames.WITHOUT_CLOSURES.apply(GoNames.WITHOUT_TYPE_ARGUMENTS.apply(function));
        return GoNames.WITHOUT_VERSIONS.apply(name).replace("(*", "").replace(")", "");
    }

    /** The number of a type that is declared in a function: {@code main.Fault·1}. */
    @Override
    public String type(String type) {
        return LOCAL_NUMBER.replaceAll(GoNames.WITHOUT_VERSIONS.apply(type), "");
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return LIBRARY_PATHS.stream().anyMatch(path::contains)
                || Rules.within(Rules.text(frame.module()), "/", STANDARD_LIBRARY);
    }

    @Override
    public boolean noise(StackFrame frame) {
        String function = Rules.text(frame.function());
        boolean panicking = function.equals("gopanic")
                || function.equals("panic")
                || function.startsWith("runtime.")
                || function.equals("goexit")
                || function.equals("sigpanic")
                || function.equals("panicmem");
        return panicking
                && (frame.module() == null
                        || frame.module().equals("runtime")
                        || frame.module().isEmpty());
    }
}
