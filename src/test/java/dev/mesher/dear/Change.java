package dev.mesher.dear;

import dev.mesher.dear.Recipe.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes another recipe of one: repeats, takes out, nests, cuts, and puts in what the target has words for. */
final class Change {
    private static final int MOST_TIMES = 1 << 20;

    private final Random chance;
    private final List<String> words;

    Change(Random chance, List<String> words) {
        this.chance = chance;
        this.words = words;
    }

    /** @param other whose pieces may be taken over */
    Recipe of(Recipe recipe, Recipe other) {
        List<Run> runs = new ArrayList<>(recipe.runs());
        int at = chance.nextInt(runs.size());
        Run run = runs.get(at);
        switch (chance.nextInt(9)) {
            case 0, 1 -> runs.set(at, new Run(run.piece(), Math.min(MOST_TIMES, run.times() * 2)));
            case 2 -> runs.set(at, new Run(run.piece(), Math.max(1, run.times() / 2)));
            case 3 -> runs.add(at, new Run(word(), 1 << chance.nextInt(12)));
            case 4 -> runs.set(at, new Run(longer(run.piece()), run.times()));
            case 5 -> nest(runs);
            case 6 -> runs.addAll(at, part(other.runs()));
            case 7 -> cut(runs, at);
            default -> {
                if (runs.size() > 1) {
                    Run unused = runs.remove(at);
                }
            }
        }
        return new Recipe(runs.subList(0, Math.min(Recipe.MOST_RUNS, runs.size())));
    }

    private String word() {
        return words.get(chance.nextInt(words.size()));
    }

    /** A piece with a word in it, of which there are as many as of the piece. */
    private String longer(String piece) {
        int at = chance.nextInt(piece.length() + 1);
        String made = piece.substring(0, at) + word() + piece.substring(at);
        return made.length() > 200 ? word() : made;
    }

    /** Around everything: as many of one word before as of another after. */
    private void nest(List<Run> runs) {
        int times = 1 << chance.nextInt(10);
        runs.add(0, new Run(word(), times));
        runs.add(new Run(word(), times));
    }

    private List<Run> part(List<Run> runs) {
        int from = chance.nextInt(runs.size());
        return runs.subList(from, Math.min(runs.size(), from + 1 + chance.nextInt(3)));
    }

    /** One of the halves of a piece that is not repeated; of another, a part that is repeated instead. */
    private void cut(List<Run> runs, int at) {
        Run run = runs.get(at);
        int length = run.piece().length();
        if (length > 1) {
            int middle = 1 + chance.nextInt(length - 1);
            String kept = chance.nextBoolean()
                    ? run.piece().substring(0, middle)
                    : run.piece().substring(middle);
            runs.set(at, new Run(kept, run.times()));
        }
    }
}
