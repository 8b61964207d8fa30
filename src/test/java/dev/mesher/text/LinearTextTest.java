package dev.mesher.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every regular expression and scan that reads text from outside, fed with texts of its own alphabet up to the longest that
 * it reads: twice the text costs about twice the characters read, and no text more than a small stack.
 */
final class LinearTextTest {
    private static final Logger LOG = LoggerFactory.getLogger(LinearTextTest.class);
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mesher");

    private static final List<String> SUFFIXES = List.of("", "\u0001", "\nx");

    /** At this length it shows who is dear; the dearest are tried at the longest. */
    private static final int SCREEN = 1_024;

    /** Where the bounded repetitions of an expression for short texts no longer tell: it is tried beyond its own longest. */
    private static final int LEAST = 4_096;

    private static final double MOST_GROWTH = 2.2;
    private static final int SLACK = 1_000;

    /** Of each character, in the dearest text. */
    private static final int MOST_READS = 40;

    private static final int PAIRED = 16;
    private static final int DEAREST = 8;
    private static final int STACK_BYTES = 160 * 1024;

    @Test
    void eachIsHeldByAStaticFieldAndSoIsTried() {
        assertThat(TextReader.makings(CLASSES))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.getOrigin().getName()).isEqualTo("<clinit>"))
                .hasSameSizeAs(TextReader.in(CLASSES));
    }

    static List<TextReader> readers() {
        return TextReader.in(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void readsAboutTwiceAsMuchOfTwiceTheText(TextReader reader) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(null, () -> tryAll(reader), "small stack", STACK_BYTES);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        small.start();
        small.join();
        assertThat(failure.get()).isNull();
    }

    private static void tryAll(TextReader reader) {
        Map<String, Set<String>> pieces = reader.pieces();
        check(!pieces.isEmpty(), reader, "needs pieces in ScanPieces");
        List<Attempt> attempts = new ArrayList<>();
        pieces.forEach((piece, leads) -> leads.forEach(
                lead -> SUFFIXES.forEach(suffix -> attempts.add(new Attempt(reader, lead, piece, suffix).screened()))));
        List<String> dear = attempts.stream()
                .sorted(Comparator.comparingDouble(attempt -> -attempt.cost))
                .map(attempt -> attempt.repeated)
                .distinct()
                .limit(PAIRED)
                .toList();
        for (String one : dear) {
            for (String other : dear) {
                attempts.add(new Attempt(reader, "", one + other, "\u0001").screened());
                attempts.add(new Attempt(reader, one, one + other, "").screened());
            }
        }
        Set<Attempt> dearest = new LinkedHashSet<>();
        dearest.addAll(first(attempts, Comparator.comparingDouble(attempt -> -attempt.cost)));
        dearest.addAll(first(attempts, Comparator.comparingDouble(attempt -> -attempt.growth)));
        pieces.keySet().forEach(piece -> dearest.add(new Attempt(reader, "", piece, "\u0001")));
        double most = 0;
        for (Attempt attempt : dearest) {
            most = Math.max(most, attempt.atFullLength());
        }
        LOG.info("{}: at most {} reads a character", reader, Math.round(most * 10) / 10.0);
    }

    private static List<Attempt> first(List<Attempt> attempts, Comparator<Attempt> order) {
        return attempts.stream().sorted(order).limit(DEAREST).toList();
    }

    private static void check(boolean holds, TextReader reader, String otherwise) {
        if (!holds) {
            throw new AssertionError(reader + " " + otherwise);
        }
    }

    /** A text: something in front, a piece over and over, and an end that may make it fail. */
    private static final class Attempt {
        private final TextReader reader;
        private final Consumer<CharSequence> work;
        private final String lead;
        private final String repeated;
        private final String suffix;

        /** Characters read of each. */
        private double cost;

        /** Of twice the text. */
        private double growth;

        Attempt(TextReader reader, String lead, String repeated, String suffix) {
            this.reader = reader;
            this.work = reader.work();
            this.lead = lead;
            this.repeated = repeated;
            this.suffix = suffix;
        }

        Attempt screened() {
            long whole = reads(SCREEN);
            cost = (double) whole / SCREEN;
            growth = (double) whole / (reads(SCREEN / 2) + SLACK);
            return this;
        }

        double atFullLength() {
            int length = Math.max(LEAST, reader.longest());
            long half = reads(length / 2);
            long whole = reads(length);
            cost = (double) whole / length;
            check(whole <= MOST_GROWTH * half + SLACK, reader, "reads " + half + ", then " + whole + " of " + this);
            return cost;
        }

        private long reads(int length) {
            int most = length * MOST_READS + SLACK;
            CountedText counted = new CountedText(text(length), most);
            try {
                work.accept(counted);
            } catch (CountedText.Exceeded exceeded) {
                throw new AssertionError(reader + " reads more than " + most + " of " + length + ": " + this, exceeded);
            } catch (StackOverflowError deep) {
                throw new AssertionError(reader + " needs more stack for a longer text: " + this, deep);
            }
            return counted.reads();
        }

        private String text(int length) {
            int times = Math.max(0, length - lead.length() - suffix.length()) / repeated.length();
            String text = lead + repeated.repeat(times) + suffix;
            return text.length() > length ? text.substring(0, length) : text;
        }

        @Override
        public String toString() {
            return ("\"" + lead + "\", \"" + repeated + "\" over and over, \"" + suffix + "\"").replace("\n", "\\n");
        }
    }
}
