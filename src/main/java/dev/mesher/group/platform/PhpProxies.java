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

    private PhpProxies() {}

    /** Without what the library added. */
    static String written(String name) {
        String proxied = name;
        for (String mark : MARKS) {
            int at = proxied.indexOf(mark);
            proxied = at < 0 ? proxied : proxied.substring(at + mark.length());
        }
        return PhpNumbers.REMOVED.apply(MOCK.replaceFirst(proxied, "$1"));
    }
}
