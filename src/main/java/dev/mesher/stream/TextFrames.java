package dev.mesher.stream;

import io.netty.buffer.ByteBuf;

/** WebSocket text frames of a server (RFC 6455). They are not masked, so all clients get the same bytes. */
final class TextFrames {
    static final int MOST_HEADER_BYTES = 10;

    private static final int FINAL_TEXT = 0x81;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private TextFrames() {}

    static void append(ByteBuf out, byte[] utf8) {
        ByteBuf unused = out.writeByte(FINAL_TEXT);
        if (utf8.length < TWO_BYTES) {
            out.writeByte(utf8.length);
        } else if (utf8.length <= 0xFFFF) {
            out.writeByte(TWO_BYTES).writeShort(utf8.length);
        } else {
            out.writeByte(EIGHT_BYTES).writeLong(utf8.length);
        }
        out.writeBytes(utf8);
    }
}
