package dev.mesher.http;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** What came of a body so far. No room is made for what is only announced. */
final class Chunks {
    /** A client may send byte by byte, and an object for each would be many times what it holds. */
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

    /** The request that refers to this may live on for long. */
    void forget() {
        chunks.clear();
        small = Buffer.buffer();
        length = 0;
    }
}
