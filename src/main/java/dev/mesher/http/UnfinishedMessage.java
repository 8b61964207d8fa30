package dev.mesher.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts, under a lease, the bytes of an incomplete WebSocket message: its former fragments, and the frame that is
 * being received. Closes the socket when there is no room for the message or when it takes too long.
 */
final class UnfinishedMessage extends ChannelInboundHandlerAdapter {
    /** The longest time for a message, equal to that for a body. */
    static final Duration TIME = Duration.ofMillis(BodyPace.KNOWN.wholeMillis());

    /**
     * Close codes: 1008 of RFC 6455 for a client that breaks a rule, and 1013 of IANA's list for one that may try again
     * later.
     */
    private static final short VIOLATION = 1008;

    private static final short TRY_AGAIN = 1013;

    private final ServerWebSocket socket;
    private final InFlight.Lease lease;
    private final Duration time;
    private long parts;
    private long sinceFrame;
    private long messages;
    private boolean watched;

    private UnfinishedMessage(ServerWebSocket socket, InFlight.Share share, Duration time) {
        this.socket = socket;
        this.lease = share.lease();
        this.time = time;
    }

    /** Watches a socket that has just been opened. Must be called on its event loop. */
    static void watch(ServerWebSocket socket, InFlight.Share share, Duration time) {
        UnfinishedMessage unfinished = new UnfinishedMessage(socket, share, time);
        ChannelPipeline pipeline =
                ((WebSocketInternal) socket).channelHandlerContext().pipeline();
        ChannelPipeline unused = pipeline.addFirst("unfinishedMessage", unfinished);
        String decoder = pipeline.context(WebSocketFrameDecoder.class).name();
        ChannelPipeline unusedToo = pipeline.addAfter(decoder, "frameSeen", unfinished.new Seen());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            sinceFrame += bytes.readableBytes();
        }
        ChannelHandlerContext unused = ctx.fireChannelRead(message);
        long held = parts + sinceFrame;
        if (!lease.tryResize(held)) {
            close(ctx, TRY_AGAIN, "too many request bytes in flight");
        } else if (held > 0 && !watched) {
            watch(ctx, messages);
        }
    }

    private void watch(ChannelHandlerContext ctx, long message) {
        watched = true;
        var unused = ctx.executor()
                .schedule(
                        () -> {
                            watched = false;
                            if (parts + sinceFrame > 0) {
                                if (message == messages) {
                                    close(ctx, VIOLATION, "message came too slowly");
                                } else {
                                    watch(ctx, messages);
                                }
                            }
                        },
                        time.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private void close(ChannelHandlerContext ctx, short code, String reason) {
        Future<Void> unused = socket.close(code, reason);
        var unusedToo = ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lease.release();
        ChannelHandlerContext unused = ctx.fireChannelInactive();
    }

    /** Sees the frames that the decoder has made. */
    private final class Seen extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof WebSocketFrame frame) {
                sinceFrame = 0;
                if (isData(frame)) {
                    parts = frame.isFinalFragment()
                            ? 0
                            : parts + frame.content().readableBytes();
                    messages += frame.isFinalFragment() ? 1 : 0;
                }
                // The message is complete: from here its reader counts its bytes.
                boolean unused = lease.tryResize(Math.min(lease.bytes(), parts));
            }
            ChannelHandlerContext unused = ctx.fireChannelRead(message);
        }

        private static boolean isData(WebSocketFrame frame) {
            return frame instanceof TextWebSocketFrame
                    || frame instanceof BinaryWebSocketFrame
                    || frame instanceof ContinuationWebSocketFrame;
        }
    }
}
