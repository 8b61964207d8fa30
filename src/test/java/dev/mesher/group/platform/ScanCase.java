package dev.mesher.group.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.text.TextScan;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scan and the regular expression that it stands for, compared on texts that are put together from what both look for.
 *
 * @param expression what the expression makes of a text
 * @param words parts of names, between bars; a tilde stands for a bar
 */
record ScanCase(String name, TextScan scan, UnaryOperator<String> expression, String words) {
    private static final int TEXTS = 4_000;
    private static final int[] LENGTHS = {5, 6, 7, 8, 9, 10, 16, 30, 31, 60, 61, 63, 64, 65, 100, 101};
    private static final int[] BOUNDS = {
        1, 2, 3, 5, 6, 7, 8, 9, 10, 15, 16, 17, 19, 20, 21, 30, 31, 32, 33, 39, 40, 41, 53, 54, 59, 60, 61, 63, 64, 65,
        100, 101, 199, 200, 201, 208, 209, 300, 301, 999, 1_000, 1_001
    };
    private static final int[] LONG_LENGTHS = {199, 200, 201, 209, 210, 211, 299, 300, 301};

    static ScanCase removed(String name, TextScan scan, String expression, String words) {
        return replaced(name, scan, expression, "", words);
    }

    static ScanCase replaced(String name, TextScan scan, String expression, String replacement, String words) {
        Pattern pattern = Pattern.compile(expression);
        return new ScanCase(name, scan, text -> pattern.matcher(text).replaceAll(replacement), words);
    }

    /** Of a scan that takes away what the expression finds first. */
    static ScanCase removedFirst(String name, TextScan scan, String expression, String words) {
        Pattern pattern = Pattern.compile(expression);
        return new ScanCase(name, scan, text -> pattern.matcher(text).replaceFirst(""), words);
    }

    /** Of a scan that finds a group of the expression, or nothing. */
    static ScanCase found(String name, TextScan scan, String expression, int group, String words) {
        Pattern pattern = Pattern.compile(expression);
        return new ScanCase(
                name,
                scan,
                text -> {
                    Matcher found = pattern.matcher(text);
                    return found.find() ? found.group(group) : "";
                },
                words);
    }

    void compareOnTexts() {
        Random chance = new Random(name.hashCode());
        List<String> parts = List.of(words.split("\\|", -1));
        int changed = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(parts, chance);
            String made = scan.apply(text);
            changed += made.equals(text) ? 0 : 1;
            assertEqual(text);
        }
        assertThat(changed).isBetween(TEXTS / 50, TEXTS);
    }

    /** Two parts with one of the fillings between them, so many times. */
    void compareAtBounds(String... fillings) {
        List<String> parts = List.of(words.split("\\|", -1));
        for (String first : parts) {
            for (String last : parts) {
                for (int length : BOUNDS) {
                    for (String between : fillings) {
                        assertEqual(first + between.repeat(length) + last);
                    }
                }
            }
        }
    }

    private void assertEqual(String text) {
        String made = scan.apply(text);
        String expected = expression.apply(text);
        if (!made.equals(expected)) {
            assertThat(made).as(text).isEqualTo(expected);
        }
    }

    private static String text(List<String> words, Random chance) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + chance.nextInt(6);
        for (int i = 0; i < parts; i++) {
            String word = words.get(chance.nextInt(words.size())).replace('~', '|');
            int[] lengths = chance.nextInt(4) == 0 ? LONG_LENGTHS : LENGTHS;
            text.append(
                    word.length() == 1 && chance.nextInt(4) == 0
                            ? word.repeat(lengths[chance.nextInt(lengths.length)])
                            : word);
        }
        if (chance.nextInt(4) == 0) {
            text.deleteCharAt(chance.nextInt(text.length()));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
