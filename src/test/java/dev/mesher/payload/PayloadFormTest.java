package dev.mesher.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * A payload that was stored once can be read. Its bytes are a zstd frame, which has its own format number and may differ from
 * one version of the library to the next, so that only the reading is held.
 */
final class PayloadFormTest {
    private static final String STORED = "28b52ffd202ead0000787b226d657373616765223a2261227d01000df802";

    @Test
    void aStoredPayloadIsRead() {
        byte[] json = Payload.expand(HexFormat.of().parseHex(STORED), new Dictionaries());

        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"message\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}");
    }
}
