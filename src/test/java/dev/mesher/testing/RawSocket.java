package dev.mesher.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.RawHttp.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection to a server: any bytes to it, answer after answer from it. */
public final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 40_000;

    private final Socket socket;
    private final InputStream in;

    public RawSocket(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @CanIgnoreReturnValue
    public RawSocket send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A server that has answered already may close while this is being written: that is no fault. */
    @CanIgnoreReturnValue
    public RawSocket send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (SocketException closed) {
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next answer, of which the server has to tell the length. */
    public Answer read() {
        try {
            String head = head();
            int status = Integer.parseInt(head.substring(9, 12));
            Answer answer = new Answer(status, head, "");
            int length = answer.header("content-length").map(Integer::parseInt).orElse(0);
            return new Answer(status, head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The answer, when there is one within that time. */
    public Optional<Answer> read(int millis) {
        try {
            socket.setSoTimeout(millis);
            in.mark(1);
            boolean there = in.read() >= 0;
            in.reset();
            patient();
            return there ? Optional.of(read()) : Optional.empty();
        } catch (SocketTimeoutException nothing) {
            patient();
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits for the server to close. */
    public boolean isEnded() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Whether the server closes within that time; it must have nothing to say meanwhile. */
    public boolean isEnded(int millis) {
        try {
            socket.setSoTimeout(millis);
            boolean ended = isEnded();
            patient();
            return ended;
        } catch (SocketException closed) {
            return true;
        }
    }

    /** Goes away without a word: the server's next write is answered with a reset. */
    public void abort() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
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

    private void patient() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (SocketException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server closed after \"" + head.toString(StandardCharsets.UTF_8) + "\"");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
