package dev.mesher.cli.streaming;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the frames in the bytes of a WebSocket server. It keeps only the beginning of each frame, since a thousand
 * streams have to be read.
 */
final class FrameScanner {
    private static final int BEGINNING_BYTES = 64;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Frames frames;
    private final byte[] beginning = new byte[BEGINNING_BYTES];
    private int opcode;
    private int headerLeft = 2;
    private boolean lengthRead;
    private long length;
    private long payloadRead;

    /** Receives each frame: its opcode, up to 64 bytes of its payload, and the payload's length. */
    interface Frames {
        void frame(int opcode, String beginning, long bytes);
    }

    FrameScanner(Frames frames) {
        this.frames = frames;
    }

    void read(Buffer chunk, int from) {
        int at = from;
        while (at < chunk.length()) {
            if (headerLeft > 0) {
                header(chunk.getUnsignedByte(at++));
            } else {
                int take = (int) Math.min(length - payloadRead, chunk.length() - at);
                for (int i = 0; i < take && payloadRead + i < BEGINNING_BYTES; i++) {
                    beginning[(int) payloadRead + i] = chunk.getByte(at + i);
                }
                payloadRead += take;
                at += take;
            }
            if (headerLeft == 0 && payloadRead == length) {
                end();
            }
        }
    }

    private void header(int next) {
        headerLeft--;
        if (opcode == 0) {
            opcode = next;
        } else if (!lengthRead) {
            lengthRead = true;
            headerLeft = next == TWO_BYTES ? 2 : next == EIGHT_BYTES ? 8 : 0;
            length = headerLeft > 0 ? 0 : next;
        } else {
            length = length << 8 | next;
        }
    }

    private void end() {
        int shown = (int) Math.min(length, BEGINNING_BYTES);
        frames.frame(opcode & 0x0F, new String(beginning, 0, shown, StandardCharsets.UTF_8), length);
        opcode = 0;
        headerLeft = 2;
        lengthRead = false;
        length = 0;
        payloadRead = 0;
    }
}
