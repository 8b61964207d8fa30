package dev.mesher.group.platform;

import dev.mesher.text.SearchPattern;
import java.util.List;

/** Classes that PHP's libraries write while a program runs, and the class that each stands for. */
final class PhpProxies {
    /** What stands in front of the class in Doctrine's and ProxyManager's names. */
    private static final List<String> MARKS = List.of("__CG__\\", "__PM__\\");

    /** PHPUnit's, of which newer versions name the kind of double. */
    private static final SearchPattern MOCK = SearchPattern.of(
            "^((?:Mock|MockObject|TestStub|Stub)_\\w{1,200}?)_[0-9a-f]{8}(?![0-9A-Za-z_])", Rules.LONGEST);

    /** Mockery's, Prophecy's, ProxyManager's, Symfony's and Smarty's, with a number or a hash. */
    private static final SearchPattern NUMBERED = SearchPattern.of(
            "(?<=^Mockery)_\\d++(?=_)|(?<=\\\\P)\\d++(?=::|$)|(?<=\\\\Generated)[0-9a-f]{8,40}+(?=::|$)"
                    + "|(?<=(?:Ghost|Proxy))(?=[0-9a-f]{0,6}\\d)[0-9a-f]{7}(?![0-9A-Za-z_])"
                    + "|(?<=^Container)[A-Za-z0-9]{7}(?=\\\\)|(?<=^content)_[0-9a-f]{8,16}[._][0-9_]{8,20}",
            Rules.LONGEST);

    private PhpProxies() {}

    /** Without what the library added. */
    static String written(String name) {
        String proxied = name;
        for (String mark : MARKS) {
            int at = proxied.indexOf(mark);
            proxied = at < 0 ? proxied : proxied.substring(at + mark.length());
        }
        return NUMBERED.replaceAll(MOCK.replaceFirst(proxied, "$1"), "");
    }
}
