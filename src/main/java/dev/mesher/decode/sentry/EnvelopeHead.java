package dev.mesher.decode.sentry;

import dev.mesher.decode.Inflate;
import dev.mesher.event.Refusal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the key in an envelope's header from the first bytes of the body, before the rest is read. */
public final class EnvelopeHead {
    /** The header line must end within this many bytes, both before and after decompression. */
    public static final int BYTES = 64 * 1024;

    private EnvelopeHead() {}

    /**
     * The public key in the header's DSN; null when there is none.
     *
     * @param head the first bytes of the body
     * @param encoding the {@code Content-Encoding}; null for none
     * @param whole whether {@code head} is the whole body
     * @throws Refusal 400 when the header is malformed, 413 when it does not end within {@link #BYTES}
     */
    public static @Nullable String dsnKey(byte[] head, @Nullable String encoding, boolean whole) {
        byte[] plain = Inflate.head(head, encoding, BYTES + 1, whole);
        int end = 0;
        while (end < plain.length && plain[end] != '\n') {
            end++;
        }
        if (end > BYTES || (end == plain.length && !whole)) {
            throw Refusal.tooLarge("envelope header: not within the first " + BYTES
                    + " bytes; a larger envelope needs its key in the request");
        }
        return Envelope.parse(Arrays.copyOf(plain, end)).dsnKey();
    }
}
