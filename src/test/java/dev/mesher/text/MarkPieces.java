package dev.mesher.text;

import java.util.List;
import java.util.Map;

/** As {@link ScanPieces}, of the scans for what compilers and libraries number. */
final class MarkPieces {
    static final Map<String, List<String>> BY_NAME = Map.ofEntries(
            Map.entry(
                    "AppleMarks.WITHOUT_BLOCKS",
                    List.of("_", "__", "__1", "__1-[", "_block_invoke", "_1", ".1", "1", "a")),
            Map.entry("AppleMarks.WITHOUT_CLOSURES", List.of("U", "U1", "U1_", "1", "_", "a")),
            Map.entry(
                    "CppMarks.PLAIN_LAMBDAS",
                    List.of(
                            "<",
                            "<lambda_",
                            "<lambda_0123456789abcdef0123456789abcdef",
                            "<lambda_1>",
                            "a",
                            "1",
                            "(",
                            "(anonymous clas",
                            "{",
                            "{lambda}::operator(",
                            "{lambda}::operator()",
                            "{lambda}::operator() const")),
            Map.entry(
                    "CppMarks.WITHOUT_IL2CPP",
                    List.of("_", "_m", "_m0", "_t0123456789ABCDEF0123456789ABCDEF0123456", "A", "a")),
            Map.entry(
                    "CppMarks.WITHOUT_UNNAMED",
                    List.of(
                            ".",
                            "._",
                            "._anon_",
                            ".anon1",
                            "#",
                            "#1",
                            "{unnamed type",
                            "{unnamed type#1",
                            "-",
                            "<unnamed-type-",
                            "<unnamed-type-a>",
                            "a",
                            "1")),
            Map.entry(
                    "DotNetClasses.WITHOUT_GENERATED",
                    List.of(
                            ".",
                            "+",
                            "<",
                            "._",
                            "+V",
                            "._Closure$_",
                            "+VB$StateMachine_",
                            "+VB$StateMachine_1",
                            "1",
                            "a")),
            Map.entry("DotNetMarks.WRITTEN_IN", List.of("<", ">", "<a>", "<a>d__", "<a>b_", "a", "$", "<a>$")),
            Map.entry("DotNetMarks.WITHOUT_LINES", List.of("@", "@1", "@1-", "@1-1", "1", "-", ".", "a")),
            Map.entry(
                    "DotNetMarks.WITHOUT_NUMBERS",
                    List.of(
                            "_",
                            "e",
                            "#",
                            "Proxy_1",
                            "_Lambda$__",
                            "_Lambda$__R",
                            "AnonymousType",
                            "AnonymousType_",
                            "Submission#",
                            "1",
                            "R",
                            "-",
                            "A",
                            "_0123456789ABCDEF0123456789ABCDEF",
                            "a")),
            Map.entry("JavaNames.WITHOUT_SYNTHETIC", List.of("$", "$$", "$$External", "$$InternalSyntheti", "a", "E")),
            Map.entry(
                    "JavaNumbers.REMOVED",
                    List.of("_closure", "_closure1", "_lambda", "Script1", "$eval1", "1", "a", "e1", "t")),
            Map.entry("NativeArguments.REMOVED", List.of("<", ">", "<a>", "(", "(anonymous", ")", "a")),
            Map.entry(
                    "PathHash.REPLACED",
                    List.of("-", ".", "_", "a", "1", "-a", "-1", "-12345", "123456", "-abcdef1", "f1", "g", "A")),
            Map.entry(
                    "PhpNumbers.REMOVED",
                    List.of(
                            "y",
                            "P",
                            "\\P",
                            "\\P1",
                            "d",
                            "\\Generated",
                            "\\Generated0",
                            "t",
                            "r",
                            "Mockery_1",
                            "Ghost",
                            "Proxy0",
                            "Proxy012345",
                            "Container",
                            "content_",
                            "a",
                            "1",
                            "_")),
            Map.entry(
                    "PlainNames.WITHOUT_CLOSURES",
                    List.of(
                            ".",
                            ".<anonymous ",
                            ":",
                            ":1",
                            ":1>",
                            "[",
                            "__ANON__[",
                            "__ANON__[a",
                            "]",
                            "(eval 1",
                            " ",
                            "1",
                            "a")),
            Map.entry(
                    "PythonNames.STANDARD_LIBRARY",
                    List.of(
                            "/",
                            "/l",
                            "/lib",
                            "/lib64",
                            "/lib/python",
                            "/lib/python3",
                            "/Lib/",
                            "/Lib/a",
                            "/Lib/a_",
                            "3",
                            ".",
                            "a")),
            Map.entry("PythonNames.WITHOUT_NUMBER", List.of("-", "1", ">", "-1>", "a")),
            Map.entry(
                    "PythonNames.WITHOUT_PARAMETERS",
                    List.of("[", "]", "a[", "a[b", "a[b]", "_lambda_", "1", "_1", "a")),
            Map.entry(
                    "RubyNames.WITHOUT_TEMPLATE",
                    List.of("_", "1", "_1", "_erb", "_a_erb", "_erb_1", "_haml__1_1", "a", "-")),
            Map.entry(
                    "RustMarks.HASHES_REMOVED", List.of("s", "h", "Cs", "Csa", "Csa_1", "17h", "17h0", "0", "a", "_")),
            Map.entry(
                    "RustMarks.REMOVED",
                    List.of(
                            "[",
                            "[0",
                            "[0123456789abcdef",
                            "[01234567]",
                            "]",
                            "#",
                            "#1",
                            "{impl",
                            "{impl#1",
                            "{constant#1",
                            "{",
                            "{{vtable.",
                            "0",
                            "a")));

    private MarkPieces() {}
}
