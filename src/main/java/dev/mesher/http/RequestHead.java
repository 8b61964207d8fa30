package dev.mesher.http;

import dev.mesher.event.Refusal;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, checked for ambiguity. Every server that reads the request must agree on where it ends and
 * which host it is for (RFC 9112, sections 3.2 and 6).
 *
 * @param hosts number of {@code Host} lines that were sent
 * @param lengths number of {@code Content-Length} lines that were sent
 * @param transferEncodings number of {@code Transfer-Encoding} lines that were sent
 */
record RequestHead(HttpRequest request, int hosts, int lengths, int transferEncodings) {
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";
    private static final int MOST_PORT_DIGITS = 5;
    private static final int LARGEST_PORT = 65_535;

    /**
     * Checks the head. The host of an absolute target replaces the {@code Host} header.
     *
     * @throws Refusal with the reason when the head is ambiguous or malformed
     */
    void check() {
        checkLength();
        checkHost();
        checkTarget();
    }

    private void checkLength() {
        if (lengths > 1) {
            throw Refusal.malformed("more than one Content-Length");
        }
        HttpHeaders headers = request.headers();
        if (transferEncodings > 0) {
            if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
                throw Refusal.malformed("Transfer-Encoding needs HTTP/1.1");
            }
            if (transferEncodings > 1
                    || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                            headers.get(HttpHeaderNames.TRANSFER_ENCODING))) {
                throw Refusal.malformed("Transfer-Encoding must be chunked and nothing else");
            }
            if (lengths > 0) {
                throw Refusal.malformed("Content-Length beside Transfer-Encoding");
            }
        }
        // With this header, netty reads 8 bytes as a body although the head gives no length.
        if (request.method().equals(HttpMethod.GET) && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1)) {
            throw Refusal.malformed("Sec-WebSocket-Key1 belongs to an obsolete version of WebSocket");
        }
    }

    private void checkHost() {
        if (hosts > 1) {
            throw Refusal.malformed("more than one Host");
        }
        if (hosts == 0) {
            if (request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
                throw Refusal.malformed("no Host");
            }
        } else if (!isHost(request.headers().get(HttpHeaderNames.HOST))) {
            throw Refusal.malformed("malformed Host");
        }
    }

    private void checkTarget() {
        String target = request.uri();
        if (target.startsWith("/") || (target.equals("*") && request.method().equals(HttpMethod.OPTIONS))) {
            return;
        }
        String host = authority(target);
        if (!isHost(host)) {
            throw Refusal.malformed("the request target must be a path or an http URL");
        }
        HttpHeaders unused = request.headers().set(HttpHeaderNames.HOST, host);
    }

    /** The host and port of a URL; null when {@code target} is not a URL. */
    private static @Nullable String authority(String target) {
        int start = startOfAuthority(target);
        if (start < 0) {
            return null;
        }
        int end = target.indexOf('/', start);
        return end < 0 ? target.substring(start) : target.substring(start, end);
    }

    private static int startOfAuthority(String target) {
        if (target.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
            return HTTP.length();
        }
        return target.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) ? HTTPS.length() : -1;
    }

    /**
     * Whether the text is a host name or an IP address, with or without a port. Names may have the characters of RFC
     * 3986 but no percent encoding, which no client uses in a name.
     */
    static boolean isHost(@Nullable String text) {
        if (text == null) {
            return false;
        }
        int end = text.startsWith("[") ? endOfIpv6(text) : endOfName(text);
        return end > 0 && (end == text.length() || (text.charAt(end) == ':' && isPort(text, end + 1)));
    }

    private static int endOfName(String text) {
        int end = 0;
        while (end < text.length()
                && (isLetterOrDigit(text.charAt(end)) || "-._~!$&'()*+,;=".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /**
     * The position after the closing bracket of an IPv6 address; -1 when there is no bracket or no IPv6 address before
     * it.
     */
    private static int endOfIpv6(String text) {
        int end = 1;
        while (end < text.length() && "0123456789abcdefABCDEF:.".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end > 1 && end < text.length() && text.charAt(end) == ']' ? end + 1 : -1;
    }

    /** Whether the rest of the text is a port: digits, or nothing for the scheme's default port. */
    private static boolean isPort(String text, int start) {
        if (text.length() - start > MOST_PORT_DIGITS) {
            return false;
        }
        int port = 0;
        for (int at = start; at < text.length(); at++) {
            char digit = text.charAt(at);
            if (digit < '0' || digit > '9') {
                return false;
            }
            port = port * 10 + digit - '0';
        }
        return port <= LARGEST_PORT;
    }

    private static boolean isLetterOrDigit(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    }
}
