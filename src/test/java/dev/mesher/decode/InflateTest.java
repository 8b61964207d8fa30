package dev.mesher.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.mesher.event.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InflateTest {
    private static final byte[] BODY = "{\"message\":\"m\"}".repeat(100).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "zstd", "", " ", "identity"})
    void undoesEachEncoding(String encoding) throws IOException {
        assertThat(Inflate.inflate(encode(BODY, encoding), encoding, BODY.length))
                .isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd", "identity"})
    void stopsAtTheLimit(String encoding) throws IOException {
        byte[] encoded = encode(new byte[20 << 20], encoding);

        assertThatThrownBy(() -> Inflate.inflate(encoded, encoding, 1 << 20))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void refusesDamagedBodies(String encoding) throws IOException {
        byte[] whole = encode(BODY, encoding);
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);

        assertThatThrownBy(() -> Inflate.inflate(cut, encoding, 1 << 20)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Inflate.inflate(BODY, encoding, 1 << 20)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate"})
    void undoesSmallBodiesAndLeavesWhatBecomesLarge(String encoding) throws IOException {
        byte[] whole = encode(BODY, encoding);

        assertThat(Inflate.inflateSmall(whole, encoding)).isEqualTo(BODY);
        assertThat(Inflate.inflateSmall(encode(new byte[40_000], encoding), encoding))
                .isNull();
        assertThat(Inflate.inflateSmall(new byte[40_000], encoding)).isNull();
        assertThatThrownBy(() -> Inflate.inflateSmall(Arrays.copyOf(whole, whole.length / 2), encoding))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "br", "identity", "unheard"})
    void leavesWhatTakesAWindowOrATable(String encoding) {
        assertThat(Inflate.inflateSmall(BODY, encoding)).isNull();
    }

    /** The body by the reference encoder: there is no encoder to test with. */
    @Test
    void undoesBrotliUpToTheLimit() {
        byte[] encoded = Base64.getDecoder().decode("G9sF+I3UYs0Z7pQibXul01eV2FYCaGA7DAk=");

        assertThat(Inflate.inflate(encoded, "br", BODY.length)).isEqualTo(BODY);
        assertThatThrownBy(() -> Inflate.inflate(encoded, "br", BODY.length - 1))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
        assertThatThrownBy(() -> Inflate.inflate(Arrays.copyOf(encoded, 9), "br", BODY.length))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Inflate.inflate(BODY, "br", 1 << 20)).isInstanceOf(Refusal.class);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Inflate.checkKnown("compress\r\nx")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNSUPPORTED_ENCODING);
            assertThat(refusal.getMessage()).isEqualTo("unsupported content encoding compress??x");
        });
    }

    private static byte[] encode(byte[] body, String encoding) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (encoding.trim().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> write(new GZIPOutputStream(out), body);
            case "deflate" -> write(new DeflaterOutputStream(out), body);
            case "zstd" -> out.writeBytes(Zstd.compress(body));
            default -> out.writeBytes(body);
        }
        return out.toByteArray();
    }

    private static void write(OutputStream encoder, byte[] body) throws IOException {
        try (encoder) {
            encoder.write(body);
        }
    }
}
