package dev.mesher.cli.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection with at most one request in flight. It reconnects when the connection breaks. It uses the
 * socket directly and not Vert.x's HTTP client, since that client would use as much CPU for a request as the node
 * itself.
 */
final class LoadConnection {
    private static final long RECONNECT_MS = 100;
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final LoadRun run;
    private @Nullable NetSocketInternal open;
    private boolean busy;
    private boolean timedOut;
    private long sentNanos;
    private long intendedNanos;

    LoadConnection(LoadRun run) {
        this.run = run;
    }

    /** Opens the connection, and tells the run that it is free. Tries again after a failure. */
    void connect() {
        run.connect().onComplete(this::opened, failure -> {
            run.connectFailed();
            reconnect();
        });
    }

    private void opened(NetSocketInternal socket) {
        open = socket;
        ChannelHandlerContext last = socket.channelHandlerContext();
        ChannelPipeline unusedPipeline = last.pipeline()
                .addBefore(last.name(), "http", new HttpResponseDecoder())
                .addBefore(last.name(), "whole", new HttpObjectAggregator(MAX_ANSWER_BYTES));
        NetSocketInternal unused = socket.messageHandler(message -> answering(socket, message));
        // Only the closing is counted. Without this handler, Vert.x would log each failure.
        NetSocket unusedSame = socket.exceptionHandler(failure -> socket.close().onComplete(closed -> {}));
        NetSocket unusedAgain = socket.closeHandler(closed -> closed(socket));
        run.opened(this);
    }

    private void closed(NetSocketInternal socket) {
        if (open != socket) {
            return;
        }
        open = null;
        if (busy) {
            busy = false;
            run.unanswered(timedOut ? AnswerKind.TIMED_OUT : AnswerKind.LOST);
        }
        reconnect();
    }

    /** Sends one event. May be called only when {@link #isUsable}. */
    void send(Buffer request, long intended) {
        busy = true;
        timedOut = false;
        intendedNanos = intended;
        sentNanos = System.nanoTime();
        // When the write fails, the connection closes.
        Objects.requireNonNull(open).write(request).onComplete(sent -> {});
    }

    boolean isUsable() {
        return open != null && !busy;
    }

    /** Gives up on a request that was sent before the deadline and is still unanswered. */
    void giveUpBefore(long deadlineNanos) {
        NetSocketInternal connection = open;
        if (busy && !timedOut && connection != null && sentNanos - deadlineNanos < 0) {
            timedOut = true;
            connection.close().onComplete(closed -> {});
        }
    }

    private void answering(NetSocketInternal socket, Object message) {
        FullHttpResponse answer = (FullHttpResponse) message;
        try {
            if (!busy || answer.decoderResult().isFailure()) {
                socket.close().onComplete(closed -> {});
                return;
            }
            byte[] body = new byte[answer.content().readableBytes()];
            answer.content().readBytes(body);
            int status = answer.status().code();
            busy = false;
            run.answered(status, AnswerKind.of(status, body), intendedNanos);
        } finally {
            answer.release();
        }
        if (!HttpUtil.isKeepAlive(answer)) {
            socket.close().onComplete(closed -> {});
        } else if (open != null) {
            run.free(this);
        }
    }

    private void reconnect() {
        run.later(RECONNECT_MS, this::connect);
    }
}
