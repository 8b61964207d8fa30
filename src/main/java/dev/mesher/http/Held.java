package dev.mesher.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Pauses and resumes reading from the connection of a request that has to wait. A pause of the request alone would let
 * Vert.x read on until 24 buffers are queued. This class also stops reads from the socket, so at most
 * {@link #UNREAD_BYTES} are queued.
 */
public final class Held {
    /** The largest number of bytes of one read from a connection. */
    public static final int UNREAD_BYTES = 16 * 1024;

    private Held() {}

    /** Pauses the request. No piece of the body is delivered until {@link #resume}. */
    public static void pause(HttpServerRequest request) {
        HttpServerRequest unused = request.pause();
        autoRead(request, false);
    }

    /** Resumes the request. Has no effect when it was not paused. */
    public static void resume(HttpServerRequest request) {
        // The socket first: bytes that are delivered now may pause the request again.
        autoRead(request, true);
        HttpServerRequest unused = request.resume();
    }

    private static void autoRead(HttpServerRequest request, boolean on) {
        if (request.connection() instanceof HttpServerConnection connection) {
            Channel channel = connection.channelHandlerContext().channel();
            var unused = channel.config().setAutoRead(on);
        }
    }
}
