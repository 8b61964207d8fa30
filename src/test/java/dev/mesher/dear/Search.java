package dev.mesher.dear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks for the text that costs a target most for its length: changes those that cost most so far, and keeps what costs
 * more. The changes follow from the seed; which are kept, from the meter.
 */
public final class Search {
    private static final int KEPT = 12;

    /** Shorter texts are taken for that long: what every call costs is none of theirs. */
    private static final int SHORT = 2_048;

    private final Target target;
    private final Meter meter;
    private final double dear;
    private final Random chance;
    private final Change change;
    private final List<Found> best = new ArrayList<>();

    /**
     * @param dear a cost past which a text is not made longer, since what grows with the square of it would never end
     * @param seed of the changes
     */
    public Search(Target target, Meter meter, double dear, long seed) {
        this.target = target;
        this.meter = meter;
        this.dear = dear;
        this.chance = new Random(seed);
        this.change = new Change(chance, target.words());
    }

    /**
     * A text that was tried.
     *
     * @param bytes of the input that it stood in
     * @param cost of all of it
     * @param failure the name of an error that is no refusal; "" when there was none
     */
    public record Found(Recipe recipe, int length, int bytes, double cost, String failure) {
        /** For one byte. */
        public double rate() {
            return failure.isEmpty() ? cost / Math.max(SHORT, bytes) : Double.MAX_VALUE;
        }
    }

    /** The dearest text that is found while {@code goOn} says so. */
    public Found run(BooleanSupplier goOn) {
        for (Recipe seed : target.seeds()) {
            if (best.isEmpty() || goOn.getAsBoolean()) {
                keep(tried(seed));
            }
        }
        while (goOn.getAsBoolean() && best.get(0).failure().isEmpty()) {
            doubtFirst();
            Found parent = any();
            Recipe made = change.of(parent.recipe(), any().recipe());
            if (made.length() <= parent.length() || parent.cost() < dear) {
                keep(tried(made));
            }
        }
        return best.get(0);
    }

    /** What cost most may only have been read before the compiler was done: it is read again, and the less counts. */
    private void doubtFirst() {
        Found first = best.get(0);
        if (first.cost() < dear) {
            Found again = tried(first.recipe());
            Found unused = best.remove(0);
            keep(again.cost() < first.cost() || !again.failure().isEmpty() ? again : first);
        }
    }

    private Found any() {
        return best.get(chance.nextInt(best.size()));
    }

    private Found tried(Recipe recipe) {
        String text = recipe.text(target.longest());
        Refusing reader = new Refusing(target.reader());
        double cost = meter.cost(reader, text);
        return new Found(recipe, text.length(), target.bytes().applyAsInt(text.length()), cost, reader.failure);
    }

    private void keep(Found found) {
        best.add(found);
        best.sort(Comparator.comparingDouble(Found::rate).reversed());
        if (best.size() > KEPT) {
            Found unused = best.remove(KEPT);
        }
    }

    /** Notes errors such as a stack that has run out; exceptions are refusals. */
    private static final class Refusing implements Consumer<String> {
        private final Consumer<String> reader;
        private String failure = "";

        Refusing(Consumer<String> reader) {
            this.reader = reader;
        }

        @Override
        public void accept(String text) {
            try {
                reader.accept(text);
            } catch (RuntimeException refused) {
                // Has been read as far as it is read.
            } catch (StackOverflowError | OutOfMemoryError error) {
                failure = error.getClass().getSimpleName();
            }
        }
    }
}
