package dev.mesher.http;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a body that have arrived so far. Memory is allocated for bytes that arrived, not for the announced
 * length.
 */
final class Chunks {
    /**
     * Smaller pieces are copied into one buffer of this size. A client may send single bytes, and one object for each
     * would take many times the memory of its content.
     */
    private static final int SMALL_BYTES = 16 * 1024;

    private final List<Buffer> chunks = new ArrayList<>(1);
    private Buffer small = Buffer.buffer();
    private int length;

    int length() {
        return length;
    }

    void add(Buffer chunk) {
        if (chunks.isEmpty() || chunk.length() >= SMALL_BYTES) {
            chunks.add(chunk);
            small = Buffer.buffer();
        } else {
            if (small.length() == 0 || small.length() >= SMALL_BYTES) {
                small = Buffer.buffer();
                chunks.add(small);
            }
            Buffer unused = small.appendBuffer(chunk);
        }
        length += chunk.length();
    }

    byte[] joined() {
        byte[] whole = new byte[length];
        int at = 0;
        for (Buffer chunk : chunks) {
            Buffer unused = chunk.getBytes(whole, at);
            at += chunk.length();
        }
        return whole;
    }

    /** Drops the bytes. The request object refers to this object and may live much longer than the body is needed. */
    void forget() {
        chunks.clear();
        small = Buffer.buffer();
        length = 0;
    }
}
