package dev.mesher.group;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What grouping is known to make wrong of the corpus: {@code grouping/known-misses.tsv}, a line each, sorted. Its columns are
 * the platform, what goes wrong, the fault or the two faults that meet, and why. A rule that mends one deletes its line.
 */
final class KnownMisses {
    private KnownMisses() {}

    /** Without their reasons. */
    static Set<String> all() {
        Set<String> misses = new TreeSet<>();
        for (String line : lines()) {
            int reason = line.lastIndexOf('\t');
            if (line.split("\t", -1).length != 4 || line.substring(reason + 1).isBlank()) {
                throw new IllegalStateException("not platform, what, fault and reason: " + line);
            }
            if (!misses.add(line.substring(0, reason))) {
                throw new IllegalStateException("twice: " + line);
            }
        }
        return misses;
    }

    static String split(String platform, String fault) {
        return platform + "\tsplit\t" + fault;
    }

    static String meet(String platform, String one, String other) {
        List<String> faults = new ArrayList<>(List.of(one, other));
        faults.sort(null);
        return platform + "\tmeet\t" + String.join(" / ", faults);
    }

    /** An event whose group a change left though it should have kept it, or kept though it should have left it. */
    static String changed(String platform, Mutation mutation, String fault) {
        return platform + "\t" + mutation + "\t" + fault;
    }

    private static List<String> lines() {
        try (var in = KnownMisses.class.getResourceAsStream("/grouping/known-misses.tsv")) {
            if (in == null) {
                throw new IllegalStateException("no list of known misses");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
