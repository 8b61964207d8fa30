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
 * Checks each request's head before anything is done with it. A request that a proxy in front of the server may have read
 * otherwise is answered by the server's handler of invalid requests; what follows it on its connection is thrown away
 * unread, and the connection ends. It has to be done here: netty mends some heads (of two lengths in HTTP/1.0 it drops one),
 * and the request that a handler gets to see no longer shows it.
 */
public final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    /** What Vert.x calls its decoder in a connection's pipeline. */
    private static final String DECODER = "httpDecoder";

    private int hosts;
    private int lengths;
    private int transferEncodings;

    private StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /**
     * Puts the check into a new connection. Call it first in the server's handler of connections, with the options that the
     * server was made with. Cleartext HTTP/2 must be off: with it, the first request is read before that handler is called.
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

    /** Called with each line of the head. */
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

    /** Called with each head once it is whole, before its body is read. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        if (message instanceof HttpRequest request) {
            new RequestHead(request, hosts, lengths, transferEncodings).check();
        }
        return super.isContentAlwaysEmpty(message);
    }
}
