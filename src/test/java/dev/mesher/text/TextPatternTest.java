package dev.mesher.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextPatternTest {
    private static final SearchPattern DIGITS = SearchPattern.of("(\\d)\\d*+", 6);
    private static final FullPattern NUMBER = FullPattern.of("(\\d)\\d*+", 6);

    @Test
    void whatIsFoundIsReplaced() {
        assertThat(DIGITS.replaceAll("a12b34", "<$1>")).isEqualTo("a<1>b<3>");
        assertThat(DIGITS.replaceFirst("a12b34", "<$1>")).isEqualTo("a<1>b34");
        assertThat(DIGITS.replaceEach("a12b34", match -> "$" + match.group(1))).isEqualTo("a$1b$3");
        assertThat(DIGITS.isIn("ab")).isFalse();
        assertThat(DIGITS.first("ab")).isNull();
    }

    @Test
    void aTextThatIsTooLongHasNoMatch() {
        assertThat(DIGITS.replaceAll("1234567", "")).isEqualTo("1234567");
        assertThat(DIGITS.replaceFirst("1234567", "")).isEqualTo("1234567");
        assertThat(DIGITS.replaceEach("1234567", match -> "")).isEqualTo("1234567");
        assertThat(DIGITS.isIn("123456")).isTrue();
        assertThat(DIGITS.isIn("1234567")).isFalse();
        assertThat(NUMBER.matches("123456")).isTrue();
        assertThat(NUMBER.matches("1234567")).isFalse();
        assertThat(NUMBER.match("1234567")).isNull();
        assertThat(TextScan.of(text -> "", 6).apply("1234567")).isEqualTo("1234567");
    }

    @Test
    void onlyAWholeTextMatchesInFull() {
        assertThat(NUMBER.matches("12a")).isFalse();
        assertThat(NUMBER.match("12")).isNotNull().satisfies(match -> assertThat(match.group(1))
                .isEqualTo("1"));
    }

    @Test
    void emptyPartsAreParts() {
        assertThat(Separated.by(',', "a,,b,")).containsExactly("a", "", "b", "");
        assertThat(Separated.by(',', "")).containsExactly("");
    }
}
