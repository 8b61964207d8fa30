package dev.mesher.write;

import dev.mesher.event.GroupedEvent;
import java.util.Objects;
import java.util.UUID;

/** An environment and a release that are new to an issue. An empty text stands for an event without one. */
record NewPlace(UUID issue, String environment, String release) {
    static NewPlace of(UUID issue, GroupedEvent grouped) {
        return new NewPlace(
                issue,
                Objects.requireNonNullElse(grouped.event().environment(), ""),
                Objects.requireNonNullElse(grouped.event().release(), ""));
    }
}
