package dev.mesher.testing;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client of the live stream on a bare socket, that reads only when it is told to. */
public final class StoppedStream implements AutoCloseable {
    private static final int RECEIVE_BYTES = 16 * 1024;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PING = 0x89;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    public StoppedStream(int port, String path) {
        try {
            socket.setReceiveBufferSize(RECEIVE_BYTES);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(StreamClient.upgrade(path).getBytes(StandardCharsets.US_ASCII));
            in = new DataInputStream(socket.getInputStream());
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) in.readUnsignedByte();
            }
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new IllegalStateException(head);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next message. */
    public JsonObject next() {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = Math.toIntExact(in.readLong());
                }
                byte[] payload = in.readNBytes(length);
                if (first != PING) {
                    return new JsonObject(new String(payload, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits for the server to close. */
    public boolean isEnded() {
        try {
            while (in.read() >= 0) {
                // Pings that were never answered.
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
