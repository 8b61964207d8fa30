package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.List;
import java.util.regex.Pattern;

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

    /** Closures are numbered within their function; wrappers are the compiler's. */
    private static final Pattern CLOSURE =
            Pattern.compile("(?:\\.(?:func\\d+|gowrap\\d+|deferwrap\\d+|\\d+))+$|·dwrap·\\d+$|-fm$|-range\\d+$");

    private static final Pattern TYPE_ARGUMENTS = Pattern.compile("\\[[^\\]]{0,300}+\\]+");
    private static final Pattern VERSION = Pattern.compile("/v\\d+(?=/|$|\\.)|@v[^/]+");

    @Override
    public String module(String module) {
        return VERSION.matcher(module).replaceAll("");
    }

    @Override
    public String function(String function) {
        String name =
                CLOSURE.matcher(TYPE_ARGUMENTS.matcher(function).replaceAll("")).replaceAll("");
        return VERSION.matcher(name).replaceAll("").replace("(*", "").replace(")", "");
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
