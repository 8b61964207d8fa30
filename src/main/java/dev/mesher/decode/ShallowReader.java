package dev.mesher.decode;

import java.io.Reader;

/**
 * JSON with a {@code 0} in place of each value that is nested too deep, and blanks behind it, so that everything else stays
 * where it is. A character stands for each byte. A reader of the whole gets past a value that it would refuse; what the value
 * holds is judged where it is read by itself.
 */
final class ShallowReader extends Reader {
    private final byte[] json;
    private final int deepest;
    private int at;
    private int depth;
    private boolean inText;
    private boolean escaped;

    /** @param deepest how many arrays and objects may stand around a value that is kept */
    ShallowReader(byte[] json, int deepest) {
        this.json = json;
        this.deepest = deepest;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        if (at == json.length) {
            return -1;
        }
        int count = Math.min(length, json.length - at);
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = kept((char) (json[at++] & 0xff));
        }
        return count;
    }

    private char kept(char c) {
        if (inText) {
            inText = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return depth > deepest ? ' ' : c;
        }
        if (c == '[' || c == '{') {
            depth++;
            return depth <= deepest ? c : depth == deepest + 1 ? '0' : ' ';
        }
        boolean hidden = depth > deepest;
        if (c == '"') {
            inText = true;
        } else if (c == ']' || c == '}') {
            depth--;
        }
        return hidden ? ' ' : c;
    }

    @Override
    public void close() {}
}
