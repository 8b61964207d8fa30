package dev.mesher.group.platform;

import static dev.mesher.group.platform.ScanCase.removed;
import static dev.mesher.group.platform.ScanCase.replaced;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scans are what these regular expressions are, on texts put together from what the scans look for. */
final class ScansTest {
    static Stream<ScanCase> cases() {
        return Stream.of(
                removed(
                        "rust hash",
                        NativeNames.WITHOUT_RUST_HASH,
                        "::h[0-9a-f]{16}\\z",
                        "::h0123456789abcdef|::h|0123456789abcdef|0|g|::"),
                removed(
                        "rust closure",
                        NativeNames.WITHOUT_RUST_CLOSURES,
                        "::\\{\\{?closure\\}?\\}(?:#\\d++)?|::\\{closure[^}]{0,30}+\\}|::\\{shim[^}]{0,60}+\\}",
                        "::{{closure}}|::{closure#0}|::{closure|::{shim:vtable#0}|::{shim|}|#1|::|a|1|{"),
                removed(
                        "clone",
                        NativeNames.WITHOUT_CLONES,
                        "\\.(?:isra|constprop|part|cold|llvm|lto_priv)(?:\\.\\d++)*+"
                                + "|(?<!\\s)\\s*+\\[clone [^\\]]{0,100}+\\]|@@?[A-Z][\\w.]*+\\z",
                        ".isra.0|.constprop|.part.1|.cold|.llvm.12|.lto_priv|.1|[clone |[clone .part.0]|]| |a|@|@@G_2.3"),
                replaced(
                        "c++ lambda",
                        NativeNames.WITH_PLAIN_LAMBDAS,
                        "\\{lambda\\([^}]{2,210}+(?<=#\\d{1,9})\\}|\\$_\\d++|'lambda\\d*+'|__lambda_?\\d++",
                        "{lambda}",
                        "{lambda(int)#1}|{lambda(int)#|{lambda(|#1}|#|1|}|$_1|$_|'lambda'|'lambda1'|'lambda|__lambda_1|__lambda1|a|'"),
                removed(
                        "swift",
                        SwiftNames.WITHOUT_PREFIX,
                        "\\A(?:(?:implicit )?closure #\\d++ (?:\\([^)]{0,200}+\\) )?in )++|\\Apartial apply for |\\Aspecialized ",
                        "closure #1 in |closure #2 (a) in |closure #1 (|) in |implicit |closure #|(|) |in |partial apply for |specialized "
                                + "|a|1"),
                replaced(
                        "jvm generated",
                        JavaNames.WITHOUT_GENERATED,
                        "(?s)(?:\\$\\$(?:Lambda|EnhancerBy|FastClassBy|SpringCGLIB|_jvst|_javassist|KeyFactoryBy|BeanMap|_Weld)"
                                + "|\\$HibernateProxy|HibernateProxy\\$|\\$ByteBuddy\\$|\\$MockitoMock\\$|_\\$\\$_|\\$Proxy\\d"
                                + "|GeneratedMethodAccessor|GeneratedConstructorAccessor|GeneratedSerializationConstructor"
                                + "|_ClientProxy\\z|_Subclass\\z|LambdaForm\\$).*",
                        "",
                        "a.B|$|$$|Lambda|EnhancerBy|FastClassBy|SpringCGLIB|_jvst|_javassist|KeyFactoryBy|BeanMap|_Weld"
                                + "|HibernateProxy|$HibernateProxy|$ByteBuddy$|$MockitoMock$|_$$_|$Proxy|1|Generated"
                                + "|MethodAccessor|ConstructorAccessor|SerializationConstructor|_ClientProxy|_Subclass|LambdaForm$"),
                removed(
                        "jvm anonymous",
                        JavaNames.WITHOUT_ANONYMOUS,
                        "\\$\\d++(?=\\$|\\z)|__\\d++(?=\\$|\\z)",
                        "a|$|$1|$2|__1|_|__|1|$1$2"),
                removed(
                        "jvm specialized",
                        JavaNames.WITHOUT_SPECIALIZED,
                        "\\$mc[A-Z]++\\$sp\\z|\\$(?:default|suspendImpl|adapted|lzycompute|lzyINIT\\d*+)\\z",
                        "a|$mc|I|VI|$sp|$mcI$sp|$default|$suspendImpl|$adapted|$lzycompute|$lzyINIT|1|$"),
                new ScanCase(
                        "jvm lambda",
                        JavaLambda.METHOD,
                        ScansTest::lambda,
                        "lambda$|$lambda|$anonfun$|$$anonfun$|$adapted|$1|$|1|pay|a|$lambda$0"),
                removed(
                        "go closure",
                        GoNames.WITHOUT_CLOSURES,
                        "(?:\\.(?:func\\d++|gowrap\\d++|deferwrap\\d++|\\d++)|·dwrap·\\d++|-fm|-range\\d++)++\\z",
                        "a|.func1|.gowrap1|.deferwrap1|.1|.|1|·dwrap·1|-fm|-range1|func"),
                removed(
                        "go type arguments",
                        GoNames.WITHOUT_TYPE_ARGUMENTS,
                        "\\[[^\\]]{0,300}+\\]++",
                        "a|[|]|[...]|[int]]|["),
                removed(
                        "go version",
                        GoNames.WITHOUT_VERSIONS,
                        "/v\\d++(?=/|\\z|\\.)|@v[^/]++",
                        "a|/|/v1|/v|@v1.2|@|v|1|.|\n"),
                new ScanCase(
                        ".net local function",
                        DotNetNames.LOCAL_FUNCTION,
                        text -> {
                            Matcher local = Pattern.compile(">g__([^|]++)\\|").matcher(text);
                            return local.find() ? local.group(1) : "";
                        },
                        "<Pay>g__Check|>g__|~|a|>"),
                removed(
                        ".net type arguments",
                        DotNetNames.WITHOUT_TYPE_ARGUMENTS,
                        "`\\d++(?:\\[[^\\]]{0,300}+\\])?|\\[[^\\]]{0,300}+\\]\\z",
                        "a|`1|`|1|[|]|[A, B]|`2[A]|[[A]]"),
                replaced(
                        "php class",
                        PhpNames.CLASSES_WITHOUT_PLACES,
                        "(?s)@anonymous.*?(?=::|\\z)",
                        "@anonymous",
                        "class|@anonymous|\0/srv/x.php|:12$0|:1|::run|:|$|a|1"),
                replaced(
                        "type numbers",
                        TypeNumbers.REPLACED,
                        "\\$\\$[A-Za-z]++\\$\\$\\w++|(?<=[$@])[\\w/\\\\.]*\\d\\w*+|(?<=__)\\d++",
                        "<n>",
                        "$|$$|$$Lambda$$|@|1|a|__|_|/|\\\\|.|x1"),
                replaced(
                        "php template",
                        PhpTemplates.REPLACED,
                        "__TwigTemplate_[0-9a-f]{6,64}+(?:___\\d++)?|/(?:framework/views/.*+|cache/\\w++/twig/.*+)",
                        "<template>",
                        "__TwigTemplate_|0123456789abcdef|a|_|___1|/framework/views/|/cache/|prod|/twig/|/twig|/|\n|\u2028|x.php"),
                removed(
                        "erlang",
                        ErlangNames.WITHOUT_CLOSURES,
                        "(?s)\\A(?:anonymous fn/\\d++ in |-)|/\\d++-(?:fun|lc\\$\\^|inlined)-\\d++-.*+",
                        "anonymous fn/2 in |anonymous fn/|-|a.b|/1|/1-fun-0-|/1-lc$^-1-|-inlined-|-fun-|1|/|\n"),
                new ScanCase(
                        "ruby library",
                        RubyPaths.STANDARD_LIBRARY,
                        text -> {
                            Matcher library = Pattern.compile(
                                            "/(?:ruby/\\d[\\d.]*+/|lib/ruby/|rubies/ruby-|\\.rbenv/versions/)")
                                    .matcher(text);
                            return library.find() ? library.group() : "";
                        },
                        "/ruby/|3.1.0|/|lib|/lib/ruby/|/rubies/ruby-|/.rbenv/versions/|a|1|."),
                new ScanCase(
                        "alias",
                        Alias.WITHOUT,
                        text -> Pattern.compile("(?<!\\s)\\s*+(?:\\[as [^\\]]{0,200}+\\]|\\([^)]{0,200}+\\))\\z")
                                .matcher(text)
                                .replaceFirst(""),
                        "a.pay| [as run]|[as |]|(|)| |\t|(a, b)"),
                new ScanCase(
                        "alias's name",
                        Alias.NAME,
                        text -> {
                            Matcher alias = Pattern.compile("\\[as ([^\\]]{0,200}+)\\]\\z")
                                    .matcher(text);
                            return alias.find() ? alias.group(1) : "";
                        },
                        "a.pay| [as run]|[as |]|(|)| |\t|(a, b)"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatItsExpressionIs(ScanCase each) {
        each.compareOnTexts();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itsBoundsAreThoseOfItsExpression(ScanCase each) {
        // A bound counts UTF-16 units here, and code points in the expression.
        each.compareAtBounds("a", "1");
    }

    /** The method in the first of Java's, Kotlin's and Scala's names for a lambda that fits. */
    private static String lambda(String name) {
        for (String form : List.of(
                "(?s)lambda\\$(.+?)(?:\\$\\d++)*",
                "(?s)(.+?)\\$lambda.*",
                "(?s)(.+?)\\$\\$anonfun\\$.*",
                "(?s)\\$anonfun\\$(.+?)(?:\\$\\d++)*(?:\\$adapted)?")) {
            Matcher matcher = Pattern.compile(form).matcher(name);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return "";
    }
}
