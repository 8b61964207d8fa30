package dev.mesher.cli.load;

import dev.mesher.cli.remote.NodeUrl;
import dev.mesher.cli.remote.RemoteNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The request that carries an event. Its headers are encoded once, except for the length. */
final class LoadRequest {
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head;

    /**
     * @throws IllegalArgumentException when the key contains characters that a header cannot have
     */
    LoadRequest(LoadPlan plan) {
        RemoteNode target = plan.target();
        boolean sentry = plan.sentryProject().isPresent();
        String path = sentry ? "/api/" + plan.sentryProject().getAsLong() + "/envelope/" : "/api/v1/events";
        NodeUrl url = target.url();
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, url.prefix() + path);
        String host = url.host().indexOf(':') < 0 ? url.host() : '[' + url.host() + ']';
        request.headers()
                .set(HttpHeaderNames.HOST, host + ':' + url.port())
                .set(HttpHeaderNames.CONTENT_TYPE, sentry ? "application/x-sentry-envelope" : "application/json")
                .set("x-sentry-auth", sentry ? "Sentry sentry_version=7, sentry_key=" + target.key() : target.key())
                .set(HttpHeaderNames.CONTENT_LENGTH, "");
        if (sentry) {
            request.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
            request.headers().set(HttpHeaderNames.CONTENT_ENCODING, "gzip").set(HttpHeaderNames.CONTENT_LENGTH, "");
        }
        byte[] encoded = encoded(request);
        this.head = Arrays.copyOf(encoded, encoded.length - END.length);
    }

    Buffer with(Buffer event) {
        return Buffer.buffer(head.length + END.length + 8 + event.length())
                .appendBytes(head)
                .appendString(Integer.toString(event.length()))
                .appendBytes(END)
                .appendBuffer(event);
    }

    private static byte[] encoded(HttpRequest request) {
        EmbeddedChannel encoder = new EmbeddedChannel(new HttpRequestEncoder());
        boolean unused = encoder.writeOutbound(request);
        ByteBuf bytes = encoder.readOutbound();
        try {
            return ByteBufUtil.getBytes(bytes);
        } finally {
            bytes.release();
            boolean unusedRest = encoder.finishAndReleaseAll();
        }
    }
}
