package dev.mesher.search;

import dev.mesher.dear.Recipe;
import dev.mesher.dear.Target;
import java.util.List;

/** The words of a search, as far as the node reads them itself. */
public final class SearchTargets {
    /** The longest line of a request. */
    private static final int LONGEST = 4_096;

    private SearchTargets() {}

    /** All of them. */
    public static List<Target> all() {
        List<String> words =
                List.of("a", "i", "k", "\u0130", "\u212a", "\u00e9", "%", "_", "\\", " ", "'", "-", "\ud83d\ude00");
        List<Recipe> seeds =
                words.stream().map(word -> Recipe.repeated("f", word, 64, "!")).toList();
        return List.of(new Target("search words", LONGEST, words, seeds, text -> {
            if (SearchQuery.of(text).patterns().length > text.length()) {
                throw new IllegalStateException("more patterns than characters");
            }
        }));
    }
}
