package dev.mesher.group.platform;

import dev.mesher.text.SearchPattern;

/** Names that JavaScript's compilers and bundlers make up. */
final class ScriptNames {
    /** Hermes numbers functions without a name, and appends the property that holds one: {@code ?anon_0_onPress}. */
    private static final SearchPattern HERMES = SearchPattern.of("^(?:\\?anon_\\d*+_)++", Rules.LONGEST);

    /** Babel's body of an asynchronous function or generator, as {@code _callee3$}; Webpack's number of a module. */
    private static final SearchPattern NAMELESS = SearchPattern.of(
            "^(?:_?callee\\d*+(?:\\$\\d*+)*+|\\d++|<computed>|_ref\\d*+|_temp\\d*+|anon_\\d++_?)$", Rules.LONGEST);

    /** Babel's function for a loop's body is numbered, and so is its class without a name. */
    private static final SearchPattern NUMBERED =
            SearchPattern.of("^(_loop|_class|_default)\\d++(?=\\$?$)", Rules.LONGEST);

    /** Parcel writes the module's id in front of a name. It replaces an exported name by a hash. */
    private static final SearchPattern PARCEL =
            SearchPattern.of("^\\$[0-9a-f]{1,16}\\$(?:var\\$|export\\$(?:[0-9a-f]{8,16}$)?)", Rules.LONGEST);

    private ScriptNames() {}

    /** "" when the programmer gave no name. */
    static String written(String function) {
        String name = HERMES.replaceFirst(function, "");
        int last = Math.max(name.lastIndexOf('.'), Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'))) + 1;
        if (NAMELESS.isIn(name.substring(last))) {
            return "";
        }
        String own = PARCEL.replaceFirst(name.substring(last), "");
        return own.isEmpty() ? "" : name.substring(0, last) + NUMBERED.replaceFirst(own, "$1");
    }
}
