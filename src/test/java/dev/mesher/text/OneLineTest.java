package dev.mesher.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OneLineTest {
    @Test
    void makesOneLine() {
        assertThat(OneLine.of("  a\r\nb\t\u0000c\u2028d\u00A0e  ", 100)).isEqualTo("a b c d e");
        assertThat(OneLine.of("", 10)).isEmpty();
        assertThat(OneLine.of(" \n ", 10)).isEmpty();
    }

    @Test
    void leavesOutWhatTurnsTheDirection() {
        assertThat(OneLine.of("gro.\u202Eelpmaxe\u2066\uFEFF\u200F", 100)).isEqualTo("gro.elpmaxe");
    }

    @Test
    void mendsHalfASurrogatePair() {
        assertThat(OneLine.of("a\uD83Db\uDE00", 100)).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(OneLine.of("abcdef", 6)).isEqualTo("abcdef");
        assertThat(OneLine.of("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(OneLine.of("a\uD83D\uDE00\uD83D\uDE00", 4)).isEqualTo("a\uD83D\uDE00…");
        assertThat(OneLine.of("a\uD83D\uDE00\uD83D\uDE00", 3)).isEqualTo("a…");
        assertThat(OneLine.cut("ab", 1)).isEqualTo("…");
    }
}
