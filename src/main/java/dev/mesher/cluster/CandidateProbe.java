package dev.mesher.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Finds the candidates at which a node of this cluster answers now. Hazelcast asks one candidate after the other, and
 * waits five seconds for each that does not answer. With the neighbouring ports of "localhost" that would take minutes,
 * during which a cluster that was split does not merge again.
 */
final class CandidateProbe implements AutoCloseable {
    private static final int THREADS = 16;
    private static final Duration EACH = Duration.ofSeconds(2);
    private static final Duration ALL = Duration.ofSeconds(4);
    private static final long IDLE_SECONDS = 30;

    private final Challenge challenge;
    private final BiConsumer<SocketAddress, ChallengeFailed> stranger;
    private final ExecutorService threads;

    /** Makes a probe. {@code stranger} is called with each candidate that listens but is no node of this cluster. */
    CandidateProbe(CookieKey cookie, BiConsumer<SocketAddress, ChallengeFailed> stranger) {
        this.challenge = new Challenge(cookie);
        this.stranger = stranger;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), CandidateProbe::thread);
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /**
     * Those candidates, as {@code address:port} and in the given order, that prove that they have the cookie. Blocks
     * for a few seconds at most.
     */
    List<String> answering(List<String> candidates) {
        List<String> found = new ArrayList<>();
        try {
            List<Future<Boolean>> answers = threads.invokeAll(
                    candidates.stream()
                            .<Callable<Boolean>>map(candidate -> () -> answers(candidate))
                            .toList(),
                    ALL.toMillis(),
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < answers.size(); i++) {
                if (isTrue(answers.get(i))) {
                    found.add(candidates.get(i));
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return found;
    }

    @Override
    public void close() {
        List<Runnable> unused = threads.shutdownNow();
    }

    /**
     * Passes the challenge and closes the connection. To the other side this looks like an operator who leaves without
     * a question.
     */
    private boolean answers(String candidate) throws IOException {
        SocketAddress address = address(candidate);
        long deadline = System.nanoTime() + EACH.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(address, TimedInput.millisUntil(deadline));
            challenge.pass(new TimedInput(socket, deadline), socket.getOutputStream(), Challenge.Purpose.QUESTION);
            return true;
        } catch (ChallengeFailed failed) {
            stranger.accept(address, failed);
            return false;
        }
    }

    private static boolean isTrue(Future<Boolean> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException | CancellationException nobody) {
            return false;
        }
    }

    private static SocketAddress address(String candidate) throws IOException {
        int colon = candidate.lastIndexOf(':');
        InetAddress digits = InetAddress.getByName(candidate.substring(0, colon));
        return new InetSocketAddress(digits, Integer.parseInt(candidate.substring(colon + 1)));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "mesher-probe");
        thread.setDaemon(true);
        return thread;
    }
}
