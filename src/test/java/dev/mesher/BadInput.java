package dev.mesher;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.RawSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends that it should not, and what it gets.
 *
 * @param body the whole answer; null for one that is accepted with its ids
 */
record BadInput(String name, Consumer<RawSocket> sends, int status, @Nullable String body) {
    private static final String KEY = "x-sentry-auth: " + EventClient.KEY + "\r\n";

    /** An event that is refused. */
    static BadInput event(String name, String json, int status, String error) {
        return event(name, json.getBytes(StandardCharsets.UTF_8), "", status, error);
    }

    /** An event that is refused, with more headers, each with its line end. */
    static BadInput event(String name, byte[] bytes, String headers, int status, String error) {
        return request(name, post("/api/v1/events", KEY + headers, bytes), status, error);
    }

    /** An event that looks bad and is taken. */
    static BadInput accepted(String name, String json) {
        return accepted(name, post("/api/v1/events", KEY, json.getBytes(StandardCharsets.UTF_8)));
    }

    static BadInput accepted(String name, byte[] request) {
        return new BadInput(name, socket -> socket.send(request), 202, null);
    }

    static BadInput bulk(String name, byte[] bytes, int status, String error) {
        return request(name, post("/api/v1/events/bulk", KEY, bytes), status, error);
    }

    /** A request that is refused. */
    static BadInput request(String name, byte[] request, int status, String error) {
        return new BadInput(
                name,
                socket -> socket.send(request),
                status,
                new JsonObject().put("error", error).encode());
    }

    static BadInput get(String target, int status, String error) {
        return line("GET " + target, status, error);
    }

    /** Method and target alone. */
    static BadInput line(String methodAndTarget, int status, String error) {
        return request(methodAndTarget, text(methodAndTarget + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), status, error);
    }

    static byte[] post(String path, String headers, byte[] body) {
        return concat(
                text("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length
                        + "\r\n\r\n"),
                body);
    }

    /** A post to the events, with these headers and nothing after them but what they are followed by. */
    static byte[] head(String headers, String rest) {
        return text("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\n" + KEY + headers + "\r\n" + rest);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The table's row, as it really went. */
    String row(Answer answer) {
        String shown = answer.body().length() > 160 ? answer.body().substring(0, 160) + "…" : answer.body();
        return "| " + name.replace("|", "\\|") + " | " + answer.status() + " | `" + shown.replace("|", "\\|") + "` |";
    }

    @Override
    public String toString() {
        return name;
    }
}
