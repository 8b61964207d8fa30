package dev.mesher.told.content;

import dev.mesher.text.OneLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what most of a sample of events have in common. */
final class CommonTraits {
    private static final int FEWEST = 3;
    private static final int MOST_NAMED = 3;
    private static final int PERCENT = 80;
    private static final int WHOLE = 100;
    private static final int MAX_VALUE = 60;

    /** Every message says it elsewhere. */
    private static final String LEVEL = "level";

    private CommonTraits() {}

    /**
     * The sentence, such as "44 of 47 share release 4.18.2 and host pod-7": at most three traits, which at least four events
     * of five have all together. Empty when there are fewer than three such events.
     *
     * @param sample the traits of each event by name
     */
    static Optional<String> of(List<Map<String, String>> sample) {
        List<Map<String, String>> sharing = sample;
        List<String> names = new ArrayList<>();
        for (Entry<String, String> trait : frequent(sample)) {
            List<Map<String, String>> both = having(sharing, trait);
            if (names.size() < MOST_NAMED && isMost(both.size(), sample.size())) {
                sharing = both;
                names.add(trait.getKey() + " " + OneLine.of(trait.getValue(), MAX_VALUE));
            }
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String last = names.remove(names.size() - 1);
        String all = names.isEmpty() ? last : String.join(", ", names) + " and " + last;
        return Optional.of(String.format(Locale.ROOT, "%,d of %,d share %s", sharing.size(), sample.size(), all));
    }

    /** Traits that most have, the most frequent first; release before environment before tags. */
    private static List<Entry<String, String>> frequent(List<Map<String, String>> sample) {
        Map<Entry<String, String>, Integer> counts = new HashMap<>();
        sample.forEach(event -> event.forEach((name, value) -> {
            if (!name.equals(LEVEL) && !value.isBlank()) {
                counts.merge(Map.entry(name, value), 1, Integer::sum);
            }
        }));
        return counts.entrySet().stream()
                .filter(counted -> isMost(counted.getValue(), sample.size()))
                .sorted(Comparator.comparing((Entry<Entry<String, String>, Integer> counted) -> -counted.getValue())
                        .thenComparing(counted -> place(counted.getKey().getKey()))
                        .thenComparing(counted -> counted.getKey().getKey())
                        .thenComparing(counted -> counted.getKey().getValue()))
                .map(Entry::getKey)
                .collect(Collectors.toList());
    }

    private static int place(String name) {
        return switch (name) {
            case "release" -> 0;
            case "environment" -> 1;
            default -> 2;
        };
    }

    private static List<Map<String, String>> having(List<Map<String, String>> events, Entry<String, String> trait) {
        return events.stream()
                .filter(event -> trait.getValue().equals(event.get(trait.getKey())))
                .toList();
    }

    private static boolean isMost(int count, int all) {
        return count >= FEWEST && count * WHOLE >= all * PERCENT;
    }
}
