package dev.mesher.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Applies the limits of connections: their number, at most {@link Held#UNREAD_BYTES} for one read, and a deadline for
 * the head of each request. One instance serves all servers of a node.
 */
public final class Connections implements Handler<HttpConnection> {
    /** The deadline for a request's head. A head is usually one packet. */
    public static final Duration HEAD_TIME = Duration.ofSeconds(10);

    private static final int LEAST_READ = 64;
    private static final int FIRST_READ = 2 * 1024;

    /** Allows one read at a time. By default netty would read sixteen times before a paused request could stop it. */
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, Held.UNREAD_BYTES).maxMessagesPerRead(1);

    private final ConnectionLimit limit;
    private final Duration headTime;

    /**
     * Creates the limits.
     *
     * @param headTime longest time from a head's first byte to its last
     */
    public Connections(ConnectionLimit limit, Duration headTime) {
        this.limit = limit;
        this.headTime = headTime;
    }

    /** Closes a connection beyond the limit at once and without a response, since there may be very many of them. */
    @Override
    public void handle(HttpConnection connection) {
        Channel channel =
                ((HttpServerConnection) connection).channelHandlerContext().channel();
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer) || !limit.tryEnter(peer.getAddress())) {
            var unused = channel.close();
            return;
        }
        InetAddress address = peer.getAddress();
        var unused = channel.closeFuture().addListener(closed -> limit.leave(address));
        var unusedToo = channel.config().setRecvByteBufAllocator(READS);
        HeadDeadline.install(channel.pipeline(), headTime);
    }
}
