package dev.mesher.search;

import dev.mesher.db.LikePattern;
import dev.mesher.text.SearchPattern;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A parsed search text: an event matches if it contains all words. */
public final class SearchQuery {
    /**
     * Characters of the query that may stand for other letters beyond ASCII. i and k are among them, since the lower
     * case of the dotted capital I and of the kelvin sign is ASCII.
     */
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
                // Nothing to add: a text that has the whole identifier has its pieces too.
            }

            @Override
            public void row(String row) {
                boolean unused = patterns.add("%" + LikePattern.literal(row) + "%");
            }
        });
    }

    /** Parses a search text. It may have no words, and then {@link #words} is empty. */
    public static SearchQuery of(String text) {
        return new SearchQuery(text);
    }

    /** The words in lower case. */
    public String[] words() {
        return words.toArray(String[]::new);
    }

    /**
     * LIKE patterns for the words. They are compared with the text in which only ASCII letters are in lower case, since
     * lower case for all letters is the most expensive part of the comparison. So letters beyond ASCII are wildcards
     * here.
     */
    public String[] patterns() {
        return patterns.toArray(String[]::new);
    }

    /**
     * The number of occurrences of all words in a text; 0 when one is missing.
     *
     * @param text one that all {@link #patterns} match. Whether a row of characters without blanks is contained is
     *     decided by its pattern alone
     */
    public int score(CharSequence text) {
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
                // Nothing to count: its pattern has matched already.
            }
        });
        return times.size() < words.size()
                ? 0
                : times.values().stream().mapToInt(each -> each).sum();
    }
}
