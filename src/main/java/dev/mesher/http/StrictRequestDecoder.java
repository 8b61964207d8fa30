package dev.mesher.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Checks each request's head before the request is handled. If another server could read the head differently, such as
 * a proxy in front, the handler of invalid requests answers it. Everything after it on its connection is discarded, and
 * the connection closes. The check must be in the decoder, since netty repairs some malformed heads. For example, it
 * drops one of two lengths in HTTP/1.0. A request handler can no longer see that.
 */
public final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    /** The name of the HTTP decoder in a pipeline of Vert.x. */
    private static final String DECODER = "httpDecoder";

    private int hosts;
    private int lengths;
    private int transferEncodings;

    private StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /**
     * Replaces the decoder of a new connection by a checking one. This must be the first call of the server's
     * connection handler, and {@code options} must be those of the server. Cleartext HTTP/2 must be off: with it,
     * Vert.x reads the first request before it calls that handler.
     */
    public static void install(HttpConnection connection, HttpServerOptions options) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        ChannelHandler unused = pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options));
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        hosts = 0;
        lengths = 0;
        transferEncodings = 0;
        return super.createMessage(initialLine);
    }

    /** Counts each line of the head that must not be repeated. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (HttpHeaderNames.HOST.contentEqualsIgnoreCase(name)) {
            hosts++;
        } else if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            lengths++;
        } else if (HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
            transferEncodings++;
        }
        return name;
    }

    /** Checks each complete head, before its body is read. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        if (message instanceof HttpRequest request) {
            new RequestHead(request, hosts, lengths, transferEncodings).check();
        }
        return super.isContentAlwaysEmpty(message);
    }
}
