package dev.mesher.dear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.dear.Search.Found;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** That the search finds what it is for. The cost is counted here, not timed. */
final class SearchTest {
    /** A reader whose steps grow with the square of a row of the letter "q". */
    private static int steps;

    private static final Meter COUNTING = (reader, text) -> {
        steps = 0;
        reader.accept(text);
        return steps;
    };

    private static final Target SQUARE =
            new Target("square", 4_096, List.of("a", "q", "z"), List.of(Recipe.of("aqz")), SearchTest::readSquare);

    private static void readSquare(String text) {
        int row = 0;
        for (int i = 0; i < text.length(); i++) {
            row = text.charAt(i) == 'q' ? row + 1 : 0;
            steps += 1 + row;
        }
    }

    private static BooleanSupplier turns(int most) {
        AtomicInteger left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }

    @Test
    void findsTheLetterThatCostsTheSquareOfItsNumber() {
        Found found = new Search(SQUARE, COUNTING, Double.MAX_VALUE, 1).run(turns(3_000));
        assertThat(found.recipe().text(4_096)).contains("q".repeat(1_000));
    }

    @Test
    void comesToTheSameWithTheSameSeed() {
        Found one = new Search(SQUARE, COUNTING, Double.MAX_VALUE, 7).run(turns(500));
        Found other = new Search(SQUARE, COUNTING, Double.MAX_VALUE, 7).run(turns(500));
        assertThat(one).isEqualTo(other);
    }

    @Test
    void takesAnErrorForTheDearestOfAll() {
        Target deep = new Target("deep", 4_096, List.of("("), List.of(Recipe.of("(")), text -> {
            if (text.length() > 1_000) {
                throw new StackOverflowError();
            }
        });
        assertThat(new Search(deep, COUNTING, Double.MAX_VALUE, 1)
                        .run(turns(2_000))
                        .failure())
                .isEqualTo("StackOverflowError");
    }

    @Test
    void doesNotMakeLongerWhatIsDearAlready() {
        Found found = new Search(SQUARE, COUNTING, 500, 1).run(turns(2_000));
        assertThat(found.length()).isLessThan(1_000);
    }

    @Test
    void triesEveryTarget() {
        long each = 2_000_000_000L / Targets.all().size();
        for (Target target : Targets.all()) {
            long end = System.nanoTime() + each;
            Found found = new Search(target, new CpuMeter(), 1e7, 1).run(() -> System.nanoTime() < end);
            assertThat(found.cost()).as(target.name()).isPositive();
            assertThat(found.recipe().toString()).as(target.name()).isNotEmpty().hasSizeLessThan(1_000);
        }
    }
}
