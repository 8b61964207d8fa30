package dev.mesher.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell, a file or a form leaves around a name is no part of it. */
final class TrimmedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r\n",
                " ",
                "\t",
                "\0",
                "\u001b",
                "\u007f",
                "\u0085",
                "\u00a0",
                "\u200b",
                "\u2028",
                "\u3000",
                "\ufeff",
                "\u202f \n"
            })
    void whatStandsAround(String around) {
        for (String name : new String[] {"4b22668", "a b", "ä", "店", "\ud83d\ude00", "-", ""}) {
            assertThat(Text.trimmed(around + name + around)).isEqualTo(name);
        }
    }
}
