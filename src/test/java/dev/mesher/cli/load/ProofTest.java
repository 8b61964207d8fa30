package dev.mesher.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProofTest {
    @ParameterizedTest
    @CsvSource({
        // acknowledged, unknown, stored, distinct, missing, doubled, unexpected
        "10, 0, 10, 10, 0, 0, 0",
        "10, 2, 10, 10, 0, 0, 0",
        "10, 2, 12, 12, 0, 0, 0",
        "10, 2, 13, 13, 0, 0, 1",
        "10, 0, 9, 9, 1, 0, 0",
        "10, 0, 10, 9, 1, 1, 0",
        "10, 0, 12, 10, 0, 2, 0"
    })
    void whatIsStoredIsHeldAgainstWhatWasPromised(
            long acknowledged, long unknown, long stored, long distinct, long missing, long doubled, long unexpected) {
        Proof proof = new Proof(acknowledged, unknown, stored, distinct);

        assertThat(proof.missing()).isEqualTo(missing);
        assertThat(proof.doubled()).isEqualTo(doubled);
        assertThat(proof.unexpected()).isEqualTo(unexpected);
        assertThat(proof.holds()).isEqualTo(missing + doubled + unexpected == 0);
    }
}
