package dev.mesher.decode;

import java.io.Reader;

/**
 * Reads JSON and replaces each value that is nested too deep by {@code 0} and blanks. The length stays the same, so all
 * other values keep their positions. One character stands for each byte. A parser of the whole can skip such a value,
 * even one that it would refuse. The value is checked later, when it is read by itself.
 */
final class ShallowReader extends Reader {
    private final byte[] json;
    private final int deepest;
    private int at;
    private int depth;
    private boolean inText;
    private boolean escaped;

    /**
     * Creates the reader.
     *
     * @param deepest most arrays and objects around a value that is kept
     */
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
