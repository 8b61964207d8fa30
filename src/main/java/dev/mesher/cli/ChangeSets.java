package dev.mesher.cli;

import dev.mesher.db.Migrations.ChangeSet;
import java.util.Date;
import java.util.List;

/** Change sets as text: one line for each, and a summary. */
record ChangeSets(List<ChangeSet> sets) {
    List<String> lines() {
        int width = sets.stream().mapToInt(set -> set.id().length()).max().orElse(1);
        return sets.stream()
                .map(set -> String.format("%-" + width + "s  %s", set.id(), state(set)))
                .toList();
    }

    String summary() {
        long applied = sets.stream().filter(set -> set.appliedAt().isPresent()).count();
        return applied + " applied, " + (sets.size() - applied) + " pending";
    }

    private static String state(ChangeSet set) {
        return set.appliedAt().map(Date::toInstant).map(at -> "applied " + at).orElse("pending");
    }
}
