package dev.mesher.bus;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what another node wrote with {@link WireOut}. Throws {@link IllegalArgumentException} when the message is too
 * short or has an invalid value.
 */
public final class WireIn {
    private final Buffer buffer;
    private int at;

    /**
     * Accepts messages of that version only. While nodes of two versions run, each refuses the other's messages with a
     * clear error.
     */
    public WireIn(Buffer buffer, int version) {
        this.buffer = buffer;
        int sent = nextByte();
        if (sent != version) {
            throw new IllegalArgumentException(
                    "a message of version " + sent + ", but this node reads version " + version);
        }
    }

    public int nextInt() {
        return buffer.getInt(advance(Integer.BYTES));
    }

    public long nextLong() {
        return buffer.getLong(advance(Long.BYTES));
    }

    public boolean nextFlag() {
        return nextByte() == 1;
    }

    public UUID nextId() {
        return new UUID(nextLong(), nextLong());
    }

    public @Nullable UUID nextOptionalId() {
        return nextFlag() ? nextId() : null;
    }

    public byte[] nextBytes() {
        int length = nextInt();
        int from = advance(length);
        return buffer.getBytes(from, from + length);
    }

    public @Nullable String nextOptionalText() {
        int start = at;
        if (nextInt() == WireOut.NONE) {
            return null;
        }
        at = start;
        return new String(nextBytes(), StandardCharsets.UTF_8);
    }

    public String nextText() {
        String text = nextOptionalText();
        if (text == null) {
            throw new IllegalArgumentException("a text is missing");
        }
        return text;
    }

    /**
     * The number of items that follow. Each item takes at least one byte, so a number greater than the bytes left is
     * refused before memory is allocated for it.
     */
    public int nextCount() {
        int count = nextInt();
        if (count < 0 || count > buffer.length() - at) {
            throw new IllegalArgumentException("invalid count: " + count);
        }
        return count;
    }

    /** As many as were put together. */
    public <T> List<T> nextEach(Function<WireIn, T> next) {
        int count = nextCount();
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next.apply(this));
        }
        return all;
    }

    private int nextByte() {
        return buffer.getByte(advance(1));
    }

    private int advance(int bytes) {
        if (bytes < 0 || bytes > buffer.length() - at) {
            throw new IllegalArgumentException("the message ends too early");
        }
        int from = at;
        at += bytes;
        return from;
    }
}
