package dev.mesher.cluster;

import com.hazelcast.nio.MemberSocketInterceptor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster port's guard: before Hazelcast reads or writes a byte, both ends prove the cookie ({@link Challenge}).
 * Hazelcast's own authentication is a paid feature, and its cluster name travels in clear.
 *
 * <p>Operators ask here too. Their questions are a protocol of our own right behind the challenge, on a socket that
 * Hazelcast never gets: so an operator's command is no Hazelcast client, is answered within the start of a small JVM, and
 * can read what {@link Questions} answers and nothing else. Hazelcast's client protocol is of no use on this port, since
 * no client of Hazelcast's passes the challenge.
 */
final class CookieGuard implements MemberSocketInterceptor {
    /** Of a question, in bytes. */
    static final int MAX_QUESTION = 64 << 10;

    /** Of an answer, in bytes. */
    static final int MAX_ANSWER = 16 << 20;

    static final String QUESTION = "question";
    static final String PARAMETERS = "parameters";
    static final String TIMEOUT_MILLIS = "timeout_ms";
    static final String ANSWER = "answer";
    static final String ERROR = "error";
    static final String NODE = "node";

    private static final Logger LOG = LoggerFactory.getLogger(CookieGuard.class);

    private static final int MAX_UNPROVEN = 8;
    private static final int MAX_QUESTIONS_AT_ONCE = 4;
    private static final long CHALLENGE_MILLIS = 3_000;
    private static final long MAX_QUESTION_MILLIS = 30_000;
    private static final long MARGIN_MILLIS = 2_000;
    private static final int MAX_REMEMBERED_PEERS = 256;
    private static final Duration WARNING_PAUSE = Duration.ofMinutes(10);

    private final String nodeName;
    private final Challenge challenge;
    private final Questions questions;
    private final Unproven unproven = new Unproven(MAX_UNPROVEN);
    private final Semaphore asking = new Semaphore(MAX_QUESTIONS_AT_ONCE);
    private final Seldom refusals = new Seldom(WARNING_PAUSE, System::nanoTime);
    private final Map<SocketAddress, Seldom> strangers = new ConcurrentHashMap<>();

    /** Closes what takes too long: a blocked write ends in no other way. */
    private final ScheduledExecutorService clock;

    CookieGuard(String nodeName, CookieKey cookie, Questions questions) {
        this.nodeName = nodeName;
        this.challenge = new Challenge(cookie);
        this.questions = questions;
        ScheduledThreadPoolExecutor closer = new ScheduledThreadPoolExecutor(1, CookieGuard::thread);
        closer.setRemoveOnCancelPolicy(true);
        this.clock = closer;
    }

    @Override
    public void init(Properties properties) {
        // Made with all that it needs.
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

    /** Returns when the socket is a member's. When it throws, Hazelcast closes the socket. */
    @Override
    public void onAccept(Socket socket) throws IOException {
        if (demand(socket) == Challenge.Purpose.QUESTION) {
            hear(socket);
            throw new IOException("an operator's connection, which has its answer");
        }
    }

    /** No connection is accepted any more. */
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
                    refused instanceof ClosedChannelException ? "it proved nothing in time" : refused.getMessage()));
            throw refused;
        } finally {
            boolean unused = end.cancel(false);
            unproven.leave(socket);
        }
    }

    private void hear(Socket socket) throws IOException {
        ScheduledFuture<?> end = closeAfter(socket, MAX_QUESTION_MILLIS + MARGIN_MILLIS);
        try {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            JsonObject question = Frame.read(in, MAX_QUESTION);
            JsonObject reply = reply(question).put(NODE, nodeName);
            Frame.write(out, reply);
        } catch (ClassCastException malformed) {
            throw new IOException("a question of the wrong form", malformed);
        } finally {
            boolean unused = end.cancel(false);
        }
    }

    private JsonObject reply(JsonObject question) {
        if (!asking.tryAcquire()) {
            return new JsonObject().put(ERROR, "answers " + MAX_QUESTIONS_AT_ONCE + " questions already: ask again");
        }
        try {
            long millis = Math.max(1, Math.min(question.getLong(TIMEOUT_MILLIS, 5_000L), MAX_QUESTION_MILLIS));
            JsonObject parameters = question.getJsonObject(PARAMETERS, new JsonObject());
            Future<JsonObject> answer = questions.ask(question.getString(QUESTION, ""), parameters);
            return new JsonObject()
                    .put(
                            ANSWER,
                            answer.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return new JsonObject().put(ERROR, "finds no answer in time");
        } catch (ExecutionException failed) {
            return new JsonObject().put(ERROR, words(failed));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new JsonObject().put(ERROR, "is stopping");
        } finally {
            asking.release();
        }
    }

    private static String words(ExecutionException failure) {
        if (failure.getCause() instanceof Questions.Unanswerable unanswerable) {
            return String.valueOf(unanswerable.getMessage());
        }
        LOG.warn("[Mesher] an operator's question failed", failure);
        return "fails to answer: its log has the reason";
    }

    /** Says, not too often, who listens at the address of a member but is none. */
    void warn(SocketAddress peer, ChallengeFailed stranger) {
        if (strangers.size() >= MAX_REMEMBERED_PEERS) {
            strangers.clear();
        }
        strangers
                .computeIfAbsent(peer, first -> new Seldom(WARNING_PAUSE, System::nanoTime))
                .happened(count -> LOG.warn("[Mesher] no member at {}: {}", peer, stranger.getMessage()));
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
