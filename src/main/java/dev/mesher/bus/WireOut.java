package dev.mesher.bus;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes a message to another node, field by field. {@link WireIn} reads it. */
public final class WireOut {
    static final int NONE = -1;

    private final Buffer buffer = Buffer.buffer();

    /**
     * Starts a message.
     *
     * @param version of the layout of what follows
     */
    public WireOut(int version) {
        buffer.appendByte((byte) version);
    }

    @CanIgnoreReturnValue
    public WireOut put(int number) {
        buffer.appendInt(number);
        return this;
    }

    @CanIgnoreReturnValue
    public WireOut put(long number) {
        buffer.appendLong(number);
        return this;
    }

    @CanIgnoreReturnValue
    public WireOut put(boolean flag) {
        buffer.appendByte((byte) (flag ? 1 : 0));
        return this;
    }

    @CanIgnoreReturnValue
    public WireOut put(UUID id) {
        buffer.appendLong(id.getMostSignificantBits()).appendLong(id.getLeastSignificantBits());
        return this;
    }

    @CanIgnoreReturnValue
    public WireOut putOptional(@Nullable UUID id) {
        put(id != null);
        return id == null ? this : put(id);
    }

    @CanIgnoreReturnValue
    public WireOut put(byte[] bytes) {
        buffer.appendInt(bytes.length).appendBytes(bytes);
        return this;
    }

    /** Null and the empty text are written differently. */
    @CanIgnoreReturnValue
    public WireOut put(@Nullable String text) {
        return text == null ? put(NONE) : put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many there are, then each of them. */
    @CanIgnoreReturnValue
    public <T> WireOut putEach(List<T> all, BiConsumer<WireOut, T> put) {
        put(all.size());
        all.forEach(one -> put.accept(this, one));
        return this;
    }

    public Buffer buffer() {
        return buffer;
    }
}
