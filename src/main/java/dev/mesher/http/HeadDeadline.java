package dev.mesher.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection when the head of a request has begun but does not end in time. An idle connection between two
 * requests is not affected. This handler stands before the HTTP decoder, where it sees bytes arrive, and has a second
 * handler behind the decoder, which sees whole heads.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
    private final long nanos;
    private boolean betweenBodies = true;
    private boolean bodyEnded;
    private boolean begun;
    private boolean watched;
    private long begunNanos;

    private HeadDeadline(Duration time) {
        this.nanos = time.toNanos();
    }

    /** Adds the handlers to a pipeline that has an HTTP request decoder. */
    static void install(ChannelPipeline pipeline, Duration time) {
        HeadDeadline deadline = new HeadDeadline(time);
        ChannelPipeline unused = pipeline.addFirst("headDeadline", deadline);
        String decoder = pipeline.context(HttpRequestDecoder.class).name();
        ChannelPipeline unusedToo = pipeline.addAfter(decoder, "headSeen", deadline.new Seen());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        bodyEnded = false;
        ChannelHandlerContext unused = ctx.fireChannelRead(message);
        if (!betweenBodies || bodyEnded) {
            begun = false;
        } else if (!begun) {
            begin(ctx);
        }
    }

    private void begin(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(HttpRequestDecoder.class) == null) {
            // The connection was upgraded to a WebSocket.
            ChannelPipeline unused = ctx.pipeline().remove(this);
            return;
        }
        begun = true;
        begunNanos = System.nanoTime();
        watch(ctx, nanos);
    }

    private void watch(ChannelHandlerContext ctx, long left) {
        if (!watched) {
            watched = true;
            var unused = ctx.executor().schedule(() -> look(ctx), left, TimeUnit.NANOSECONDS);
        }
    }

    private void look(ChannelHandlerContext ctx) {
        watched = false;
        if (!begun) {
            return;
        }
        long left = nanos - (System.nanoTime() - begunNanos);
        if (left > 0) {
            watch(ctx, left);
        } else {
            var unused = ctx.close();
        }
    }

    /** Sees the objects that the decoder has made of the bytes. */
    private final class Seen extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest) {
                betweenBodies = false;
            }
            if (message instanceof LastHttpContent) {
                betweenBodies = true;
                bodyEnded = true;
            }
            ChannelHandlerContext unused = ctx.fireChannelRead(message);
        }
    }
}
