package dev.mesher.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds misspelt variables among those that have a prefix of Mesher's. */
final class UnknownVariables {
    /** Variables that bin/mesher reads before it starts Java. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("MESHER_JAVA_OPTS");

    private UnknownVariables() {}

    static List<String> warnings(Collection<String> names) {
        return names.stream()
                .filter(UnknownVariables::isUnknown)
                .sorted()
                .map(name -> "Unknown environment variable " + name + ": did you mean " + closest(name) + "?")
                .toList();
    }

    private static boolean isUnknown(String name) {
        return (name.startsWith("MESHER_") || name.startsWith("MESH_"))
                && !OF_THE_LAUNCHER.contains(name)
                && Arrays.stream(Variable.values())
                        .noneMatch(variable -> variable.name().equals(name));
    }

    private static String closest(String name) {
        return Arrays.stream(Variable.values())
                .map(Variable::name)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
    }

    /** The Levenshtein distance: how many characters must be inserted, removed or replaced. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        Arrays.setAll(previous, column -> column);
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
