package dev.mesher.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** What a socket receives until a moment: however small the pieces in which it comes, the reading ends then. */
final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final long deadlineNanos;

    TimedInput(Socket socket, long deadlineNanos) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadlineNanos = deadlineNanos;
    }

    /** At least 1. */
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
