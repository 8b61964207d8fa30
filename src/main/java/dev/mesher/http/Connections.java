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
 * What every connection to a server is held to: there are not too many, one read takes {@link Held#UNREAD_BYTES} at most,
 * and a request's head does not take for ever. For all servers of a node together.
 */
public final class Connections implements Handler<HttpConnection> {
    /** A head is one packet or a few. */
    public static final Duration HEAD_TIME = Duration.ofSeconds(10);

    private static final int LEAST_READ = 64;
    private static final int FIRST_READ = 2 * 1024;

    /** One read at a time: else sixteen of them would come before a paused request could stop them. */
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, Held.UNREAD_BYTES).maxMessagesPerRead(1);

    private final ConnectionLimit limit;
    private final Duration headTime;

    /** @param headTime from a head's first byte to its last */
    public Connections(ConnectionLimit limit, Duration headTime) {
        this.limit = limit;
        this.headTime = headTime;
    }

    /** Closes a connection past the limit at once, without a word: it may be one of very many. */
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
