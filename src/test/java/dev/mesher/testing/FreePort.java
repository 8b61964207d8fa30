package dev.mesher.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ports that nobody listens on. They lie below those that Linux gives to outgoing connections and to listeners on port
 * 0 (32768 and up), so that nothing takes one of them between this answer and its use; none is given twice. The test
 * processes of one build ({@code mesher.test.fork}, 1 to {@value #FORKS}) have ranges of their own.
 */
public final class FreePort {
    private static final int FIRST = 12_000;
    private static final int END = 32_000;
    private static final int FORKS = 3;
    private static final @Nullable Integer FORK = Integer.getInteger("mesher.test.fork");
    private static final int LOWEST = FORK == null ? FIRST : FIRST + (FORK - 1) % FORKS * ((END - FIRST) / FORKS);
    private static final int HIGHEST = FORK == null ? END - 1 : LOWEST + (END - FIRST) / FORKS - 1;
    private static final AtomicInteger LAST =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));

    private FreePort() {}

    public static int next() {
        int port;
        do {
            port = LAST.updateAndGet(last -> last == HIGHEST ? LOWEST : last + 1);
        } while (!free(port));
        return port;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
