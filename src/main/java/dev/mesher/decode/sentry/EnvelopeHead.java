package dev.mesher.decode.sentry;

import dev.mesher.decode.Inflate;
import dev.mesher.event.Refusal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The first bytes of an envelope as they were sent: enough to tell whose it is before the rest is read. */
public final class EnvelopeHead {
    /** The header's line has to stand in so many bytes, before and after decompression. */
    public static final int BYTES = 64 * 1024;

    private EnvelopeHead() {}

    /**
     * The key of the DSN in the envelope's header; null when it holds none.
     *
     * @param head some first bytes of the body
     * @param whole whether they are all of it
     * @throws Refusal 400 when the header is damaged, 413 when it does not end within {@link #BYTES}
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
