package dev.mesher.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Stops and goes on reading a connection whose request has to wait. Vert.x's own pause reads on until 24 pieces wait in
 * memory; this stops at once, so that no more than {@link #UNREAD_BYTES} wait.
 */
public final class Held {
    /** What one read takes from a connection at most. */
    public static final int UNREAD_BYTES = 16 * 1024;

    private Held() {}

    /** No piece of the body arrives until {@link #resume}, and hardly a byte is read. */
    public static void pause(HttpServerRequest request) {
        HttpServerRequest unused = request.pause();
        autoRead(request, false);
    }

    /** Reads on, whether it was paused or not. */
    public static void resume(HttpServerRequest request) {
        // In this order: what is read now may pause it again.
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
