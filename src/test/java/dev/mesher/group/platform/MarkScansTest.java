package dev.mesher.group.platform;

import static dev.mesher.group.platform.ScanCase.found;
import static dev.mesher.group.platform.ScanCase.removed;
import static dev.mesher.group.platform.ScanCase.removedFirst;
import static dev.mesher.group.platform.ScanCase.replaced;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scans that find what a compiler, a library or a build numbered are what these regular expressions are. */
final class MarkScansTest {
    private static final String HEX = "0123456789abcdef";
    private static final Pattern PATH_HASH =
            Pattern.compile("(?<=[._-])(?=[0-9a-zA-Z]{0,63}\\d)[0-9a-fA-F]{6,64}+(?=[._-]|$)"
                    + "|^[0-9a-fA-F]{16,64}+(?=[.]|$)|\\d{6,}+");

    static Stream<ScanCase> cases() {
        return Stream.of(
                removed(
                        "rust mark",
                        RustMarks.REMOVED,
                        "\\[[0-9a-f]{8,16}\\](?=::|$|>| |,)|(?<=\\{impl)#\\d++|(?<=\\{constant)#\\d++|\\{\\{vtable\\.shim\\}\\}",
                        "[4b1a2c3d4e5f6a7b]|[4b1a2c3d]|[|]|4b1a2c3d|::|:|>| |,|{impl|{constant|#1|#|{{vtable.shim}}|{{|a|\n|\r"),
                removed(
                        "rust mangled hash",
                        RustMarks.HASHES_REMOVED,
                        "(?<=17h)[0-9a-f]{16}(?=E)|(?<=Cs)[0-9A-Za-z]{1,16}_(?=\\d)",
                        "17h|" + HEX + "|E|17h" + HEX + "E|Cs|Cs4b1a_4|_|1|a|s|h|C"),
                removed(
                        "block",
                        AppleMarks.WITHOUT_BLOCKS,
                        "^__(?:\\d++(?=[-+]\\[))?|_block_invoke(?:_\\d++|[.]\\d++)*+$",
                        "_|__|__12-[|__12|-[|+[|[|_block_invoke|_block_invoke_2|_2|.3|.|2|a|\n|\r"),
                removed("swift closure", AppleMarks.WITHOUT_CLOSURES, "(?<=U)\\d++(?=_)", "U|0|12|_|a|U0_|fycf|u"),
                replaced(
                        "c++ made-up lambda",
                        CppMarks.PLAIN_LAMBDAS,
                        "<lambda_[0-9a-f]{32}>|<lambda_\\d++>|\\(anonymous class\\)|\\{lambda\\}::operator\\(\\)(?: const)?$",
                        "{lambda}",
                        "<lambda_|" + HEX + HEX + "|" + HEX
                                + "|<lambda_12>|12|>|(anonymous class)|(anonymous|)|{lambda}|::operator()"
                                + "|{lambda}::operator()| const|a|\n|\r\n"),
                removed(
                        "c++ unnamed",
                        CppMarks.WITHOUT_UNNAMED,
                        "[.]_?anon_?\\d++|(?<=\\{unnamed type)#\\d++|(?<=<unnamed-type-)[^>]{1,60}+(?=>)",
                        ".anon1|._anon_2|.|anon|_anon|_|1|{unnamed type|#1|#|<unnamed-type-|>|-|a|\ud83d\uded2|\ud83d|\uded2|x"),
                removed(
                        "il2cpp",
                        CppMarks.WITHOUT_IL2CPP,
                        "_[mt][0-9A-F]{40}(?![0-9A-Za-z])",
                        "_m|_t|_m0123456789ABCDEF0123456789ABCDEF01234567|0123456789ABCDEF0123456789ABCDEF01234567|A|0|a|_|::"),
                new ScanCase(
                        "native arguments",
                        NativeArguments.REMOVED,
                        MarkScansTest::withoutArguments,
                        "<|>|(|)|(anonymous|a|::|<int>|(int)"),
                removedFirst(
                        "pytest",
                        PythonNames.WITHOUT_PARAMETERS,
                        "(?<=\\w)\\[[^\\[\\]]{1,200}+\\]$|(?<=^_lambda)_\\d++$",
                        "test_a|[|]|[a-1]|_lambda|_lambda_|_1|1|_|a|.|\n|\r\n|\r|\u2028|\ud83d\uded2|\ud83d|\uded2"),
                removedFirst(
                        "python number",
                        PythonNames.WITHOUT_NUMBER,
                        "-\\d++(?=>$)",
                        "<a-1>|-|1|12|>|<|->|-1>|a|\n|\r\n"),
                found(
                        "python library",
                        PythonNames.STANDARD_LIBRARY,
                        "/(?:lib(?:64)?/(?:python|pypy)\\d[\\d.]*+/|Lib/(?:(?:python|pypy)\\d[\\d.]*+/|[a-z]++/|[a-z_]++\\.py))",
                        0,
                        "/|/lib/|/lib64/|/Lib/|python|pypy|3.11|3|.|/|_|a|json|.py|64|.p|/lib/python3.11/"),
                removed(
                        "plain closure",
                        PlainNames.WITHOUT_CLOSURES,
                        "[.]<anonymous closure>|(?<=__ANON__)\\[[^\\[\\]]{1,1000}+\\]$|:\\d++(?=>$)|(?<=^\\(eval) \\d++(?=\\)$)",
                        ".<anonymous closure>|.|__ANON__|__ANON__[a:1]|[|]|[a]|:1|:|1>|>|(eval| 1|(eval 1)|)| |a|\n|\r|\ud83d\uded2"),
                removed(
                        "php number",
                        PhpNumbers.REMOVED,
                        "(?<=^Mockery)_\\d++(?=_)|(?<=\\\\P)\\d++(?=::|$)|(?<=\\\\Generated)[0-9a-f]{8,40}+(?=::|$)"
                                + "|(?<=(?:Ghost|Proxy))(?=[0-9a-f]{0,6}\\d)[0-9a-f]{7}(?![0-9A-Za-z_])"
                                + "|(?<=^Container)[A-Za-z0-9]{7}(?=\\\\)|(?<=^content)_[0-9a-f]{8,16}[._][0-9_]{8,20}",
                        "Mockery|_12_|_1|_|\\P|\\P12|12|::|:|\\Generated|" + HEX
                                + "|01234567|Ghost|Proxy|Ghost1b6d358|1b6d358|Container"
                                + "|XyZ1abc\\|\\|content|content_0123456789abcdef.12345678|.12345678_12345|a|1|\n"),
                found(
                        ".net written in",
                        DotNetMarks.WRITTEN_IN,
                        "<([^<>]++)>(?:d__\\d|b__|c__|[$]$)",
                        1,
                        "<|>|<Pay>d__1|d__|1|b__|c__|$|<Pay>|a|<>|\n|\r|\ud83d\uded2"),
                removed(
                        ".net line",
                        DotNetMarks.WITHOUT_LINES,
                        "@\\d++(?:-\\d++)?(?=[.+]|$)",
                        "@|@12|-1|-|1|.|+|a|@12-1|\n|\r\n"),
                removed(
                        ".net number",
                        DotNetMarks.WITHOUT_NUMBERS,
                        "(?<=Proxy)_\\d++$|(?<=_Lambda[$]__)[\\dR-]++$|(?<=\\w)_[0-9A-F]{64}$|(?<=AnonymousType)_?\\d++"
                                + "|(?<=^Submission#)\\d++",
                        "Proxy|_12|_|12|_Lambda$__|R12-1|-|AnonymousType|Submission#|a|_0123456789ABCDEF0123456789ABCDEF0123456789"
                                + "ABCDEF0123456789ABCDEF|0123456789ABCDEF|A|\n"),
                new ScanCase(
                        ".net class",
                        DotNetClasses.WITHOUT_GENERATED,
                        text -> text.replaceFirst("(?s)[+.]<.*+", "")
                                .replaceFirst("(?s)[+.](?:_Closure[$]__|VB[$]StateMachine_\\d++_).*+", ""),
                        "a.B|.|+|<|+<>c|.<a>|_Closure$__|VB$StateMachine_|12|_|+_Closure$__1|.VB$StateMachine_1_Pay|1|\n"),
                removedFirst(
                        "jvm synthetic",
                        JavaNames.WITHOUT_SYNTHETIC,
                        "(?s)[$][$](?:External|Internal)Synthetic.*+",
                        "a.B|$|$$|ExternalSynthetic|InternalSynthetic|External|$$ExternalSyntheticLambda0|$$InternalSynthetic|\n"),
                removed(
                        "jvm number",
                        JavaNumbers.REMOVED,
                        "(?<=_closure|_lambda|^Script|^script)\\d++(?=[$._]|$)|(?<=[$]eval)\\d++$",
                        "_closure|_lambda|Script|script|$eval|1|12|$|.|_|a|\n|_closure1|$eval12"),
                new ScanCase(
                        "ruby template",
                        RubyNames.WITHOUT_TEMPLATE,
                        text -> Pattern.compile("^(_\\w+?_(?:erb|haml|slim|builder|jbuilder))_++\\d++(?:_\\d++)?$")
                                .matcher(text)
                                .replaceFirst("$1"),
                        "_a_erb|_|__|_12|12|_erb|_haml|_slim|_builder|_jbuilder|builder|_a|a|-|\n|_a_erb__12_3"),
                new ScanCase(
                        "path hash",
                        PathHash.REPLACED,
                        text -> PATH_HASH.matcher(text).replaceAll(MarkScansTest::hash),
                        "-|.|_|a1b2c3|decade2|facade|abcdef0|123456|12345|" + HEX + "|ABCDEF|1|f|g|G|app|\n|\r\n"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatItsExpressionIs(ScanCase each) {
        each.compareOnTexts();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itsBoundsAreThoseOfItsExpression(ScanCase each) {
        each.compareAtBounds("a", "1", "A", "\ud83d\uded2");
    }

    private static String hash(MatchResult found) {
        String hash = found.group();
        return WrittenWord.is(hash, 0, hash.length()) ? hash : "<hash>";
    }

    /** A character at a time. */
    private static String withoutArguments(String name) {
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '(' && depth == 0 && i > 0 && !name.startsWith("(anonymous", i)) {
                break;
            }
            depth += c == '<' ? 1 : 0;
            if (depth == 0) {
                kept.append(c);
            }
            depth -= c == '>' && depth > 0 ? 1 : 0;
        }
        return kept.toString();
    }
}
