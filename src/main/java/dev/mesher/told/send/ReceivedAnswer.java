package dev.mesher.told.send;

import dev.mesher.text.FullPattern;
import dev.mesher.text.OneLine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a receiver has answered so far. Once the status is there, the message is delivered or not, however the body ends. */
final class ReceivedAnswer {
    /** Most bytes that are read of a body. */
    static final int MAX_BYTES = 16 * 1024;

    private static final int SUCCESS = 200;
    private static final int REDIRECT = 300;
    private static final int CLIENT_ERROR = 400;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final FullPattern SECONDS = FullPattern.of("[0-9]{1,9}", 9);

    private final HttpClientResponse response;
    private final Buffer body = Buffer.buffer();

    ReceivedAnswer(HttpClientResponse response) {
        this.response = response;
    }

    /** Takes the next bytes of the body. True when no more are to be read. */
    boolean isFullAfter(Buffer chunk) {
        int room = MAX_BYTES - body.length();
        body.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
        return chunk.length() >= room;
    }

    Outcome outcome() {
        int status = response.statusCode();
        String words = OneLine.of(body.toString(StandardCharsets.UTF_8), Outcome.MAX_WORDS);
        if (status >= SUCCESS && status < REDIRECT) {
            return Outcome.delivered(status, words);
        }
        return Outcome.rejected(status, words, error(status), wait(response.getHeader("Retry-After")));
    }

    private String error(int status) {
        if (status < REDIRECT || status >= CLIENT_ERROR) {
            return "the receiver answered " + status;
        }
        String location = response.getHeader("Location");
        return "the receiver answered " + status + " and redirects"
                + (location == null
                        ? ""
                        : WebAddress.parse(location)
                                .map(to -> " to " + to.origin())
                                .orElse(""))
                + "; redirects are not followed, so enter the final address";
    }

    /** Reads seconds; a date counts as no wait. */
    private static @Nullable Duration wait(@Nullable String header) {
        if (header == null || !SECONDS.matches(header)) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(header));
        return asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT;
    }
}
