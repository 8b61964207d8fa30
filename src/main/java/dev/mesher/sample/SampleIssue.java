package dev.mesher.sample;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An issue of the sample, and what is counted of it while its events are stored. */
final class SampleIssue {
    private final UUID id;
    private final Fault fault;
    private final Set<UUID> users = new HashSet<>();
    private @Nullable SampleEvent first;
    private @Nullable SampleEvent last;
    private long events;

    SampleIssue(UUID id, Fault fault) {
        this.id = id;
        this.fault = fault;
    }

    void count(SampleEvent event) {
        events++;
        first = first == null || event.receivedAt().isBefore(first.receivedAt()) ? event : first;
        last = last == null || event.receivedAt().isAfter(last.receivedAt()) ? event : last;
        UUID user = event.event().userHash();
        if (user != null) {
            boolean unused = users.add(user);
        }
    }

    UUID id() {
        return id;
    }

    Fault fault() {
        return fault;
    }

    Set<UUID> users() {
        return Set.copyOf(users);
    }

    long events() {
        return events;
    }

    /** The event that opened the issue. */
    SampleEvent first() {
        return Objects.requireNonNull(first);
    }

    /** The newest event. */
    SampleEvent last() {
        return Objects.requireNonNull(last);
    }
}
