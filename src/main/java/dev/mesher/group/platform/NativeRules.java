package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.FullPattern;
import java.util.List;

/** Rust, C, C++, Objective-C, Swift. */
final class NativeRules implements Rules {
    private static final List<String> LIBRARY_PATHS = List.of(
            "/rustc/",
            "/.cargo/registry/",
            "/.cargo/git/",
            "/library/std/",
            "/library/core/",
            "/library/alloc/",
            "/usr/include/",
            "/usr/lib/",
            "/usr/lib64/",
            "/lib/x86_64",
            "/lib/aarch64",
            "/System/Library/",
            "C:/Windows/",
            "C:/WINDOWS/");
    private static final List<String> LIBRARIES = List.of(
            "std",
            "core",
            "alloc",
            "tokio",
            "futures",
            "futures_util",
            "hyper",
            "tower",
            "tracing",
            "rayon",
            "backtrace",
            "sentry",
            "sentry_core",
            "sentry_panic",
            "anyhow",
            "__gnu_cxx",
            "boost",
            "actix_web",
            "actix_rt",
            "axum");
    private static final List<String> PANICKING = List.of(
            "rust_begin_unwind",
            "__rust_",
            "core::panicking",
            "std::panicking",
            "std::panic",
            "std::sys",
            "std::rt",
            "__libc_start",
            "_start",
            "__cxa_throw",
            "abort",
            "raise",
            "core::ops::function",
            "__pthread",
            "__clone",
            "start_thread",
            "core::result::unwrap_failed",
            "core::option::expect_failed");

    private static final int LONGEST_HEAD = 200;

    private static final FullPattern ADDRESS = FullPattern.of("(?:0x)?[0-9a-fA-F]{6,16}", 18);

    @Override
    public String function(String function) {
        if (ADDRESS.matches(function)) {
            return "";
        }
        String name = NativeNames.WITHOUT_RUST_HASH.apply(NativeMarks.written(function));
        name = NativeNames.WITHOUT_RUST_CLOSURES.apply(name);
        name = NativeNames.WITH_PLAIN_LAMBDAS.apply(NativeNames.WITHOUT_CLONES.apply(name));
        name = SwiftNames.WITHOUT_PREFIX.apply(name);
        return withoutArguments(name.replace("$LT$", "<").replace("$GT$", ">").replace("$u20$", " "));
    }

    /** With its template arguments, which tell one exception from another. */
    @Override
    public String type(String type) {
        return NativeNames.WITH_PLAIN_LAMBDAS.apply(NativeNames.WITHOUT_RUST_CLOSURES.apply(NativeMarks.written(type)));
    }

    @Override
    public String module(String module) {
        return NativeMarks.written(module);
    }

    /** Without template arguments and parameters, unless the name begins with them, as a trait's implementation does. */
    private static String withoutArguments(String name) {
        boolean trait = name.startsWith("<")
                || name.startsWith("_<")
                || name.startsWith("operator")
                || name.contains("::operator");
        return trait ? name : NativeArguments.REMOVED.apply(name);
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame) + ' ' + Rules.text(frame.library()).replace('\\', '/');
        return LIBRARY_PATHS.stream().anyMatch(path::contains)
                || Rules.within(
                        head(Rules.text(frame.function())).replace("_$LT$", "").replace("<", ""), "::", LIBRARIES);
    }

    /** As much of it as tells a library: the name of a package, and brackets in front of it. */
    private static String head(String function) {
        return function.length() > LONGEST_HEAD ? function.substring(0, LONGEST_HEAD) : function;
    }

    @Override
    public boolean noise(StackFrame frame) {
        String function = Rules.text(frame.function());
        return PANICKING.stream().anyMatch(function::startsWith);
    }
}
