package dev.mesher.dear;

import dev.mesher.event.StackFrame;
import dev.mesher.group.platform.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules of each platform, by the fields of a frame that they read. */
final class FrameTargets {
    /** Of a file, a function or a path; a module is cut shorter. */
    private static final int LONGEST = 8_192;

    private static final int LONGEST_MODULE = 200;

    /** Letters that mean something in all of them. */
    private static final List<String> COMMON =
            List.of(" ", "\n", "a", "A", "_", "1", ".", "/", "-", "x", "\\", "?", "://", ":", "(", ")", "$", "<", ">");

    /** What the rules of one platform look for. */
    private static final Map<String, List<String>> WORDS = new TreeMap<>(Map.of(
            "java",
                    List.of(
                            "lambda$",
                            "$1",
                            "$$Lambda",
                            "$anonfun$",
                            "$$anonfun$",
                            "$adapted",
                            "$lambda",
                            "__1",
                            "$mcI$sp",
                            "HibernateProxy",
                            "$Proxy1"),
            "javascript",
                    List.of("async ", "new ", "[as ", "]", "webpack:", "node_modules", ".min.", "/<", "aA1", "eval"),
            "python",
                    List.of(
                            "<ipython-input-",
                            "/ipykernel_1/",
                            "/lib/python3.11/",
                            "/Lib/a.py",
                            "<lambda>",
                            "site-packages"),
            "ruby",
                    List.of(
                            "block in ",
                            "rescue in ",
                            "_erb_",
                            "_haml",
                            "block (2 levels) in ",
                            "/ruby/3.1/",
                            "#",
                            "/gems/"),
            "go", List.of(".func1", ".1", "[", "]", "/v1", "@v", "-fm", "-range1", "·dwrap·1", "(*", "gowrap1"),
            "php",
                    List.of(
                            "@anonymous",
                            "\\0",
                            "\0",
                            "{closure:",
                            "()",
                            ":1}",
                            "{closure}",
                            "(1) : eval()'d code",
                            "__TwigTemplate_",
                            "/framework/views/"),
            "csharp", List.of("<a>d__1", ">g__", "|", "`1", "[", "]", "+<", "b__", "MoveNext", "lambda_method"),
            "native",
                    List.of(
                            "::h0123456789abcdef",
                            "::{{closure}}",
                            "::{closure",
                            "{lambda(",
                            "#1}",
                            ".part",
                            ".1",
                            "[clone ",
                            "@A",
                            "$_1",
                            "closure #1 ",
                            " in ",
                            "$LT$"),
            "other", List.of("anonymous fn/1 in ", "-fun-1-", "/1-fun-", "/1-lc$^", "/vendor/", "/deps/")));

    private FrameTargets() {}

    static List<Target> all() {
        List<Target> targets = new ArrayList<>();
        WORDS.forEach((platform, own) -> {
            List<String> words = new ArrayList<>(COMMON);
            words.addAll(own);
            for (String field : List.of("filename", "function", "module", "abs_path")) {
                int longest = field.equals("module") ? LONGEST_MODULE : LONGEST;
                targets.add(new Target(
                        "frame " + platform + ' ' + field,
                        longest,
                        words,
                        seeds(words),
                        text -> read(platform, field, text)));
            }
        });
        return targets;
    }

    /** Each word as often as it takes to show how the cost grows. */
    private static List<Recipe> seeds(List<String> words) {
        return words.stream().map(word -> Recipe.repeated("f", word, 256, "!")).toList();
    }

    private static void read(String platform, String field, String text) {
        StackFrame frame = new StackFrame(
                field.equals("filename") ? text : "a/b.c",
                field.equals("function") ? text : "f",
                field.equals("module") ? text : null,
                field.equals("abs_path") ? text : null,
                null,
                null,
                null,
                true);
        if (Call.of(platform, frame).text().length() > 3 * LONGEST) {
            throw new IllegalStateException("a call became longer than its frame");
        }
    }
}
