package dev.mesher.cluster;

import dev.mesher.config.NodeName;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a running node a question through its cluster port. Blocks. Does not load Hazelcast. */
public final class OperatorDoor {
    private final NodeName node;
    private final String cookie;
    private final Duration timeout;

    /**
     * Makes a client for that node. Nothing is sent yet.
     *
     * @param timeout for connecting, the challenge and the answer together
     */
    public OperatorDoor(NodeName node, String cookie, Duration timeout) {
        this.node = node;
        this.cookie = cookie;
        this.timeout = timeout;
    }

    /** A question that got no answer. The message is one line for the operator. */
    public static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message) {
            super(message, null, false, false);
        }
    }

    /** Sends the question and returns the node's answer. */
    public JsonObject ask(String question, JsonObject parameters) throws NoAnswer {
        CompletableFuture<CookieKey> key = CompletableFuture.supplyAsync(() -> CookieKey.of(cookie));
        // Warm up JSON meanwhile: the first JSON that a process writes and reads takes nearly as long as deriving the
        // key.
        JsonObject unused = new JsonObject(
                new JsonObject().put(OperatorAnswers.QUESTION, question).toBuffer());
        Challenge challenge = new Challenge(key.join());
        long deadline = System.nanoTime() + timeout.toNanos();
        try (Socket socket = connect(deadline)) {
            TimedInput in = new TimedInput(socket, deadline);
            challenge.pass(in, socket.getOutputStream(), Challenge.Purpose.QUESTION);
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            Frame.write(
                    socket.getOutputStream(),
                    new JsonObject()
                            .put(OperatorAnswers.QUESTION, question)
                            .put(OperatorAnswers.PARAMETERS, parameters)
                            .put(OperatorAnswers.TIMEOUT_MILLIS, left));
            return answer(Frame.read(in, OperatorAnswers.MAX_ANSWER));
        } catch (UnknownHostException unknown) {
            throw failed("the host " + node.host() + " is unknown");
        } catch (ChallengeFailed refused) {
            throw failed(String.valueOf(refused.getMessage()));
        } catch (ConnectException | NoRouteToHostException nobody) {
            throw failed("nobody listens there: the node is not running, or it is standalone (without"
                    + " MESH_CLUSTER_COOKIE a node has no cluster port)");
        } catch (SocketTimeoutException late) {
            throw failed("no answer within " + timeout.toMillis() + " ms");
        } catch (EOFException closed) {
            throw failed("it closed the connection: what listens there is no Mesher node, or it is stopping");
        } catch (IOException broken) {
            throw failed("the connection broke: " + broken.getMessage());
        }
    }

    private JsonObject answer(JsonObject reply) throws NoAnswer {
        String name = reply.getString(OperatorAnswers.NODE, "");
        String asked = node.name() + "@";
        if (!name.startsWith(asked)) {
            throw failed("another node listens there: " + name);
        }
        String error = reply.getString(OperatorAnswers.ERROR);
        if (error != null) {
            throw failed("it " + error);
        }
        return reply.getJsonObject(OperatorAnswers.ANSWER, new JsonObject());
    }

    /** Connects to the first address of the host that accepts. */
    private Socket connect(long deadline) throws IOException {
        IOException last = new UnknownHostException(node.host());
        for (InetAddress address : InetAddress.getAllByName(node.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, node.port()), TimedInput.millisUntil(deadline));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException next) {
                socket.close();
                last = next;
            }
        }
        throw last;
    }

    private NoAnswer failed(String reason) {
        return new NoAnswer(node + ": " + reason);
    }
}
