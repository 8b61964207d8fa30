package dev.mesher.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class AttemptTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    /** As {@code printf '{}' | sha256sum} begins. */
    @Test
    void underAClientsKeyTheBodyIsHashedBySha256() {
        assertThat(text(Attempt.named("a").of(BODY))).isEqualTo("44136fa355b3678a1146ad16f7e8649e");
        assertThat(Attempt.named("a").of("store", BODY).payloadHash())
                .isNotEqualTo(Attempt.named("a").of(BODY).payloadHash());
    }

    /** The check value that RFC 3720's polynomial is known by. */
    @Test
    void withoutOneByCrc32c() {
        assertThat(text(Attempt.unnamed().of("123456789".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("crc32c:e3069283");
        assertThat(text(Attempt.unnamed().of("12345", "6789".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("crc32c:e3069283");
        assertThat(text(Attempt.unnamed().of(new byte[0]))).isEqualTo("crc32c:00000000");
    }

    @Test
    void aBodyThatIsNotKnownHasNoHash() {
        assertThat(text(Attempt.unnamed())).isEmpty();
    }

    private static String text(Attempt attempt) {
        return Attempt.hashText(attempt.payloadHash());
    }
}
