package dev.mesher.search;

import dev.mesher.db.LikePattern;
import dev.mesher.text.SearchPattern;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a search asks for: words that an event must all hold. */
public final class SearchQuery {
    /** Small letters that a letter beyond ASCII may have become, i and k among them: the capital I with a dot, the kelvin sign. */
    private static final SearchPattern FROM_BEYOND_ASCII = SearchPattern.of("[^\\p{ASCII}]++|[ik]", 8_192);

    private final Set<String> words = new LinkedHashSet<>();
    private final Set<String> patterns = new LinkedHashSet<>();

    private SearchQuery(String text) {
        SearchWords.cut(text, new SearchWords.Found() {
            @Override
            public void word(String word) {
                boolean unused = words.add(word)
                        && patterns.add("%" + FROM_BEYOND_ASCII.replaceAll(LikePattern.literal(word), "%") + "%");
            }

            @Override
            public void piece(String piece) {
                // The text has the piece as well, when it has the whole.
            }

            @Override
            public void row(String row) {
                boolean unused = patterns.add("%" + LikePattern.literal(row) + "%");
            }
        });
    }

    public static SearchQuery of(String text) {
        return new SearchQuery(text);
    }

    /** In small letters. */
    public String[] words() {
        return words.toArray(String[]::new);
    }

    /**
     * For LIKE, over the text of which the ASCII letters are small. What may come of letters beyond ASCII may be any: to make
     * those small is the dearest part of the comparison.
     */
    public String[] patterns() {
        return patterns.toArray(String[]::new);
    }

    /**
     * How often a text holds the words, all together; 0 when it lacks one.
     *
     * @param text that all patterns are in: they alone tell that a row without blanks is whole
     */
    int score(CharSequence text) {
        Map<String, Integer> times = new HashMap<>();
        SearchWords.cut(text, new SearchWords.Found() {
            @Override
            public void word(String word) {
                if (words.contains(word)) {
                    Integer unused = times.merge(word, 1, Integer::sum);
                }
            }

            @Override
            public void piece(String piece) {
                word(piece);
            }

            @Override
            public void row(String row) {
                // Held by its pattern.
            }
        });
        return times.size() < words.size()
                ? 0
                : times.values().stream().mapToInt(each -> each).sum();
    }
}
