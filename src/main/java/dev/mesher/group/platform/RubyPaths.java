package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;
import java.util.List;

/** Where Ruby's own library lies. */
final class RubyPaths {
    /** The directory that a path shows it by; "" when it shows none. */
    static final TextScan STANDARD_LIBRARY = TextScan.of(RubyPaths::standardLibrary, Rules.LONGEST_PATHS);

    private static final List<String> DIRECTORIES = List.of("/lib/ruby/", "/rubies/ruby-", "/.rbenv/versions/");
    private static final String RUBY = "/ruby/";

    private RubyPaths() {}

    private static String standardLibrary(CharSequence path) {
        int slash = Characters.indexOf(path, '/', 0);
        while (slash >= 0) {
            char first = Characters.at(path, slash + 1);
            int end = first == 'r' || first == 'l' || first == '.' ? endOfDirectory(path, slash) : -1;
            if (end > 0) {
                return path.subSequence(slash, end).toString();
            }
            slash = Characters.indexOf(path, '/', slash + 1);
        }
        return "";
    }

    private static int endOfDirectory(CharSequence path, int slash) {
        for (String directory : DIRECTORIES) {
            if (Characters.isAt(path, slash, directory)) {
                return slash + directory.length();
            }
        }
        int version = slash + RUBY.length();
        int end = Characters.isAt(path, slash, RUBY) ? Characters.digitsFrom(path, version) : version;
        while (end > version && (Characters.at(path, end) == '.' || Characters.isDigit(Characters.at(path, end)))) {
            end++;
        }
        return end > version && Characters.at(path, end) == '/' ? end + 1 : -1;
    }
}
