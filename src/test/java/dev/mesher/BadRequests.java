package dev.mesher;

import static dev.mesher.BadInput.accepted;
import static dev.mesher.BadInput.get;
import static dev.mesher.BadInput.head;
import static dev.mesher.BadInput.line;
import static dev.mesher.BadInput.post;
import static dev.mesher.BadInput.request;
import static dev.mesher.BadInput.text;

import dev.mesher.testing.EventClient;
import java.util.List;
import java.util.stream.Stream;

/** Requests that are wrong before their body is looked at. */
final class BadRequests {
    private static final byte[] EVENT = text("{\"message\":\"a\"}");
    private static final String NOT_ALLOWED = "method not allowed";

    private BadRequests() {}

    static Stream<BadInput> all() {
        return Stream.of(keys(), sizes(), http(), targets()).flatMap(List::stream);
    }

    private static List<BadInput> keys() {
        return List.of(
                key("no key", ""),
                key("an unknown key", "x-sentry-auth: mshr_nobody\r\n"),
                key("a revoked key", "x-sentry-auth: revoked_key\r\n"),
                key("an empty key", "x-sentry-auth: \r\n"),
                key("a key with a quote in it", "x-sentry-auth: ' OR 1=1 --\r\n"),
                key("a key of 7,000 letters", "x-sentry-auth: " + "k".repeat(7_000) + "\r\n"),
                key("another scheme", "Authorization: Basic bXNocjo=\r\n"),
                key("a Sentry header without a key", "x-sentry-auth: Sentry sentry_version=7\r\n"));
    }

    private static List<BadInput> sizes() {
        String chunk = "10000\r\n" + "c".repeat(0x10000) + "\r\n";
        return List.of(
                request("a length of 2 MB announced", head("Content-Length: 2000000\r\n", ""), 413, tooLarge()),
                request(
                        "a length past all numbers",
                        head("Content-Length: 9223372036854775807\r\n", ""),
                        413,
                        tooLarge()),
                request(
                        "a length of 2 MB, and the client asks first",
                        head("Expect: 100-continue\r\nContent-Length: 2000000\r\n", ""),
                        413,
                        tooLarge()),
                request(
                        "2 MB in chunks",
                        head("Transfer-Encoding: chunked\r\n", chunk.repeat(32) + "0\r\n\r\n"),
                        413,
                        tooLarge()),
                accepted("40 KB in chunks of one byte", chunked("{\"message\":\"" + "1".repeat(40_000) + "\"}")),
                request(
                        "two lengths",
                        head("Content-Length: 2\r\nContent-Length: 15\r\n", "{\"message\":\"a\"}"),
                        400,
                        "bad request"),
                request("a negative length", head("Content-Length: -1\r\n", ""), 400, "bad request"),
                request("a length in letters", head("Content-Length: two\r\n", "{}"), 400, "bad request"),
                request(
                        "a length and chunks",
                        head("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
                        400,
                        "Content-Length beside Transfer-Encoding"));
    }

    private static List<BadInput> http() {
        return List.of(
                request("no HTTP at all", text("\u0016\u0003\u0001 hello there\r\n\r\n"), 400, "bad request"),
                request("half a request line", text("GET\r\n\r\n"), 400, "bad request"),
                new BadInput("HTTP/9.9", socket -> socket.send("GET / HTTP/9.9\r\n\r\n"), 501, ""),
                request("a header with a NUL", head("X-A: a\0b\r\nContent-Length: 0\r\n", ""), 400, "bad request"),
                request(
                        "a header of 20 KB",
                        head("X-Large: " + "h".repeat(20_000) + "\r\n", ""),
                        431,
                        "request headers too large"),
                request(
                        "a thousand headers",
                        head("X-Many: h\r\n".repeat(1_000), ""),
                        431,
                        "request headers too large"),
                request(
                        "a target of 5 KB",
                        text("GET /" + "t".repeat(5_000) + " HTTP/1.1\r\n\r\n"),
                        414,
                        "request target too long"),
                accepted("a body called XML", post("/api/v1/events", key() + "Content-Type: text/xml\r\n", EVENT)),
                accepted(
                        "HTTP/1.0",
                        text("POST /api/v1/events HTTP/1.0\r\n" + key()
                                + "Content-Length: 15\r\n\r\n{\"message\":\"a\"}")));
    }

    private static List<BadInput> targets() {
        return List.of(
                line("GET /api/v1/events", 405, NOT_ALLOWED),
                line("PUT /api/v1/events/bulk", 405, NOT_ALLOWED),
                line("GET /api/v1/events/bulk", 405, NOT_ALLOWED),
                line("BREW /api/v1/events", 405, NOT_ALLOWED),
                line("DELETE /api/v1/projects/default/issues", 405, NOT_ALLOWED),
                line("POST /metrics", 405, NOT_ALLOWED),
                line("PUT /openapi.yaml", 405, NOT_ALLOWED),
                get("/api/v1/nothing", 404, "not found"),
                get("/../../etc/passwd", 404, "not found"),
                get("/api/v1/projects/%zz/issues", 400, "malformed path or query"),
                get("/api/v1/projects/%00/issues", 400, "project holds a NUL character"),
                get("/api/v1/projects/nobody/issues", 404, "project not found"),
                get("/api/v1/projects/999999999999999999999/issues", 404, "project not found"),
                get("/api/v1/projects/default/issues?limit=-1", 400, "limit must be a number from 1 to 100"),
                get("/api/v1/projects/default/issues?limit=0", 400, "limit must be a number from 1 to 100"),
                get("/api/v1/projects/default/issues?limit=101", 400, "limit must be a number from 1 to 100"),
                get("/api/v1/projects/default/issues?limit=ten", 400, "limit must be a number from 1 to 100"),
                get("/api/v1/projects/default/issues?q=%00", 400, "q holds a NUL character"),
                get("/api/v1/projects/default/issues?cursor=x&cursor_id=y", 400, "cursor must be a time"),
                get("/api/v1/events/not-a-uuid", 400, "event must be a UUID"),
                get("/api/v1/events/00000000-0000-0000-0000-000000000000", 404, "event not found"),
                get("/api/v1/issues/not-a-uuid/events", 400, "issue must be a UUID"),
                request(
                        "a setting that is no rate",
                        post("/api/v1/projects/default/settings", "", text("{\"sample_rate\":-1}")),
                        400,
                        "sample_rate must be a number from 0.0 to 1.0"),
                request(
                        "a setting that is no JSON",
                        post("/api/v1/projects/default/settings", "", text("{")),
                        400,
                        "the body is not JSON"));
    }

    private static BadInput key(String name, String header) {
        return request(name, post("/api/v1/events", header, EVENT), 401, "unauthorized");
    }

    private static String key() {
        return "x-sentry-auth: " + EventClient.KEY + "\r\n";
    }

    private static String tooLarge() {
        return "body larger than 1048576 bytes";
    }

    private static byte[] chunked(String body) {
        StringBuilder chunks = new StringBuilder();
        body.chars()
                .forEach(letter -> chunks.append("1\r\n").append((char) letter).append("\r\n"));
        return head("Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n");
    }
}
