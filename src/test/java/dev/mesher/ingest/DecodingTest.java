package dev.mesher.ingest;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Refusal;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails when a body is read is a refusal of that body. */
final class DecodingTest {
    private final Vertx vertx = Vertx.vertx();
    private final Decoding decoding = new Decoding(vertx);

    @AfterEach
    void close() {
        await(decoding.close());
        await(vertx.close());
    }

    /** Decoded where it arrives, and on a worker. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void aFailureIsARefusal(int size) throws IOException {
        byte[] plain = new byte[size];
        byte[] packed = gzip(plain);

        for (Throwable failure : new Throwable[] {
            new StackOverflowError(), new NoClassDefFoundError("gone"), new IllegalStateException("broken")
        }) {
            assertThatThrownBy(() -> await(decoding.run(plain, body -> failed(failure))))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED))
                    .hasMessage("body could not be read");
            assertThatThrownBy(() -> await(decoding.run(packed, "gzip", 1 << 20, body -> failed(failure))))
                    .hasMessage("body could not be read");
        }
        Refusal own = Refusal.tooLarge("too much");
        assertThatThrownBy(() -> await(decoding.run(plain, body -> failed(own))))
                .isSameAs(own);
        int read = await(decoding.run(plain, body -> body.length));
        assertThat(read).isEqualTo(size);
    }

    private static int failed(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
