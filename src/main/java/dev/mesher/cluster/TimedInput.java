package dev.mesher.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A socket's input with a deadline for the whole reading. It ends at that moment even when the bytes arrive one by one.
 */
final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final long deadlineNanos;

    TimedInput(Socket socket, long deadlineNanos) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * The time left until the deadline, in milliseconds, at least 1.
     *
     * @throws SocketTimeoutException when it has passed
     */
    static int millisUntil(long deadlineNanos) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (millis < 1) {
            throw new SocketTimeoutException("the time is up");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        socket.setSoTimeout(millisUntil(deadlineNanos));
        return in.read(bytes, offset, length);
    }
}
