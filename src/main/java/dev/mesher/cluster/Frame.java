package dev.mesher.cluster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The wire form of questions and answers: a JSON object after its length. */
final class Frame {
    private Frame() {}

    static JsonObject read(InputStream in, int maxBytes) throws IOException {
        int length = new DataInputStream(in).readInt();
        if (length < 0 || length > maxBytes) {
            throw new IOException("a frame of " + length + " bytes, more than the limit of " + maxBytes);
        }
        byte[] json = in.readNBytes(length);
        if (json.length < length) {
            throw new EOFException("the connection ends within a frame");
        }
        try {
            return new JsonObject(Buffer.buffer(json));
        } catch (DecodeException | ClassCastException malformed) {
            throw new IOException("the frame is not a JSON object", malformed);
        }
    }

    static void write(OutputStream out, JsonObject json) throws IOException {
        byte[] bytes = json.toBuffer().getBytes();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(bytes.length);
        data.write(bytes);
        data.flush();
    }
}
