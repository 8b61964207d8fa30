package dev.mesher.decode.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short run of the fuzzer, alike each time; {@code src/test/fuzz/envelope} runs it for long. */
final class EnvelopeFuzzTest {
    private static final int SEEDS = 20;
    private static final int CASES = 1_000;

    @Test
    void nothingButARefusalEscapes() {
        EnvelopeFuzz fuzz = new EnvelopeFuzz();

        for (int seed = 1; seed <= SEEDS; seed++) {
            fuzz.round(seed, CASES);
        }

        assertThat(fuzz.decoded()).as("the fuzzer reaches the decoder").isGreaterThan(SEEDS * CASES / 8);
        assertThat(fuzz.refused()).as("and spoils enough").isGreaterThan(SEEDS * CASES / 10);
    }
}
