package dev.mesher.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends events to a node with the seeded key, and reads back; many at once over kept connections. */
public final class EventClient {
    /** Of the seed data. */
    public static final String KEY = "mshr_devdefaultapikey000000000000000000000000000";

    public static final String EVENTS = "/api/v1/events";
    public static final String BULK = "/api/v1/events/bulk";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    public EventClient(int port) {
        this.port = port;
    }

    /** An answer as a test looks at it. */
    public record Answer(int status, String body, HttpResponse<String> response) {
        public JsonObject json() {
            return new JsonObject(body);
        }

        /** Empty when the answer does not have it. */
        public String text(String field) {
            return Optional.ofNullable(json().getString(field)).orElse("");
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    @CanIgnoreReturnValue
    public Answer event(JsonObject event) {
        return post(EVENTS, event.encode());
    }

    @CanIgnoreReturnValue
    public Answer event(String message) {
        return event(new JsonObject().put("message", message));
    }

    public CompletableFuture<Answer> eventLater(JsonObject event) {
        return send(EVENTS, event.encode().getBytes(StandardCharsets.UTF_8));
    }

    @CanIgnoreReturnValue
    public Answer post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    @CanIgnoreReturnValue
    public Answer post(String path, byte[] body, String... headers) {
        return join(send(path, body, headers));
    }

    /** With the seeded key, unless {@code headers} (names and values in turn) bring one. */
    public CompletableFuture<Answer> send(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = to(path).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request = request.headers(headers);
        }
        if (Arrays.stream(headers).noneMatch(EventClient::isKeyHeader)) {
            request = request.header("x-sentry-auth", KEY);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(EventClient::answer);
    }

    public Answer get(String path) {
        try {
            return answer(http.send(to(path).GET().build(), BodyHandlers.ofString()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public static Answer join(CompletableFuture<Answer> later) {
        try {
            return later.join();
        } catch (CompletionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    private static boolean isKeyHeader(String header) {
        return header.equalsIgnoreCase("x-sentry-auth") || header.equalsIgnoreCase("authorization");
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body(), response);
    }
}
