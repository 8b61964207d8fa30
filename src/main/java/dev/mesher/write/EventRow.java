package dev.mesher.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesher.event.Attempt;
import dev.mesher.event.GroupedEvent;
import dev.mesher.payload.Dictionary;
import dev.mesher.payload.Payload;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An event in the form in which it is stored, made by {@link Writes#row}.
 *
 * @param tags a JSON object with strings as values
 * @param payload {@link Payload compressed} JSON; must not be modified
 * @param attempt the request that brought it
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventRow(GroupedEvent grouped, String tags, byte[] payload, Attempt attempt) {
    /** About the bytes that a row takes in memory beside its payload and tags. */
    private static final int OVERHEAD_BYTES = 1_024;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** @param dictionary compresses the payload; null for none */
    static EventRow of(GroupedEvent grouped, @Nullable Dictionary dictionary, Attempt attempt) {
        try {
            return new EventRow(
                    grouped,
                    MAPPER.writeValueAsString(grouped.event().tags()),
                    Payload.compress(grouped.event().json(), dictionary),
                    attempt);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** About the bytes that the row takes in memory. */
    int bytes() {
        return payload.length + tags.length() + OVERHEAD_BYTES;
    }
}
