package dev.mesher.cluster;

import com.hazelcast.nio.MemberSocketInterceptor;
import dev.mesher.diagnostics.ThrottledLog;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the cluster port: before Hazelcast reads or writes a byte, both ends prove that they have the cookie ({@link
 * Challenge}). Hazelcast's own authentication is a paid feature, and its cluster name is sent unencrypted.
 *
 * <p>Operators connect here too ({@link OperatorAnswers}), but Hazelcast never gets their sockets. Hazelcast's client
 * protocol cannot be used on this port, since no Hazelcast client passes the challenge.
 */
final class CookieGuard implements MemberSocketInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(CookieGuard.class);

    private static final int MAX_UNPROVEN = 8;
    private static final long CHALLENGE_MILLIS = 3_000;
    private static final long MARGIN_MILLIS = 2_000;
    private static final int MAX_REMEMBERED_PEERS = 256;
    private static final Duration WARNING_PAUSE = Duration.ofMinutes(10);

    private final Challenge challenge;
    private final OperatorAnswers answers;
    private final Unproven unproven = new Unproven(MAX_UNPROVEN);
    private final ThrottledLog refusals = new ThrottledLog(WARNING_PAUSE, System::nanoTime);
    private final Map<SocketAddress, ThrottledLog> strangers = new ConcurrentHashMap<>();

    /** Closes connections that take too long. A blocked write cannot be ended in any other way. */
    private final ScheduledExecutorService clock;

    CookieGuard(String nodeName, CookieKey cookie, Questions questions) {
        this.challenge = new Challenge(cookie);
        this.answers = new OperatorAnswers(nodeName, questions);
        ScheduledThreadPoolExecutor closer = new ScheduledThreadPoolExecutor(1, CookieGuard::thread);
        closer.setRemoveOnCancelPolicy(true);
        this.clock = closer;
    }

    @Override
    public void init(Properties properties) {
        // Nothing to do: the constructor takes everything that is needed.
    }

    @Override
    public void onConnect(Socket socket) throws IOException {
        ScheduledFuture<?> end = closeAfter(socket, CHALLENGE_MILLIS);
        try {
            challenge.pass(socket.getInputStream(), socket.getOutputStream(), Challenge.Purpose.MEMBER);
        } catch (ChallengeFailed stranger) {
            warn(socket.getRemoteSocketAddress(), stranger);
            throw stranger;
        } finally {
            boolean unused = end.cancel(false);
        }
    }

    /** Returns when the other side is a member. When it throws, Hazelcast closes the socket. */
    @Override
    public void onAccept(Socket socket) throws IOException {
        if (demand(socket) == Challenge.Purpose.QUESTION) {
            hear(socket);
            throw new IOException("an operator's connection, closed after its answer");
        }
    }

    /** From now on no connection is accepted. */
    void close() {
        clock.shutdownNow();
    }

    private Challenge.Purpose demand(Socket socket) throws IOException {
        unproven.enter(socket);
        ScheduledFuture<?> end = closeAfter(socket, CHALLENGE_MILLIS);
        try {
            return challenge.demand(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException refused) {
            refusals.happened(count -> LOG.warn(
                    "[Mesher] refused on the cluster port: {} connections, the last from {}: {}",
                    count,
                    socket.getInetAddress(),
                    refused instanceof ClosedChannelException
                            ? "it did not prove in time that it has the cookie"
                            : refused.getMessage()));
            throw refused;
        } finally {
            boolean unused = end.cancel(false);
            unproven.leave(socket);
        }
    }

    private void hear(Socket socket) throws IOException {
        ScheduledFuture<?> end = closeAfter(socket, OperatorAnswers.MAX_MILLIS + MARGIN_MILLIS);
        try {
            answers.hear(socket.getInputStream(), socket.getOutputStream());
        } finally {
            boolean unused = end.cancel(false);
        }
    }

    /** Warns, but not too often, that a candidate listens but is no node of this cluster. */
    void warn(SocketAddress peer, ChallengeFailed stranger) {
        if (strangers.size() >= MAX_REMEMBERED_PEERS) {
            strangers.clear();
        }
        strangers
                .computeIfAbsent(peer, first -> new ThrottledLog(WARNING_PAUSE, System::nanoTime))
                .happened(count -> LOG.warn("[Mesher] no node of this cluster at {}: {}", peer, stranger.getMessage()));
    }

    private ScheduledFuture<?> closeAfter(Socket socket, long millis) {
        return clock.schedule(() -> Unproven.close(socket), millis, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "mesher-cluster-guard");
        thread.setDaemon(true);
        return thread;
    }
}
