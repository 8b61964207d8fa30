package dev.mesher.write;

import dev.mesher.event.GroupedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The environments and releases in which this writer has seen each issue of late, so that the store is told of each once and
 * not with every event. Holds only what is committed; what it forgets is told again. Belongs to one context.
 */
final class KnownPlaces {
    private static final int MAX_PLACES = 10_000;

    private final Map<Place, Seen> issues = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Seen> eldest) {
            return size() > MAX_PLACES;
        }
    };

    /** The issue, and the hour that it was told of last. */
    private record Seen(UUID issue, Instant hour) {}

    private record Place(UUID projectId, String fingerprint, @Nullable String environment, @Nullable String release) {
        /** Written out: a record's own runs through method handles, on every event's way. */
        @Override
        public int hashCode() {
            return 31 * (31 * fingerprint.hashCode() + Objects.hashCode(environment)) + Objects.hashCode(release);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place
                    && fingerprint.equals(place.fingerprint)
                    && projectId.equals(place.projectId)
                    && Objects.equals(environment, place.environment)
                    && Objects.equals(release, place.release);
        }

        static Place of(GroupedEvent grouped) {
            return new Place(
                    grouped.projectId(),
                    grouped.fingerprint(),
                    grouped.event().environment(),
                    grouped.event().release());
        }
    }

    /** For each row the issue that is known to have been seen there, null where none is. */
    @Nullable
    UUID[] seenIn(List<EventRow> rows) {
        @Nullable UUID[] seen = new UUID[rows.size()];
        for (int i = 0; i < seen.length; i++) {
            Seen known = issues.get(Place.of(rows.get(i).grouped()));
            seen[i] = known == null ? null : known.issue;
        }
        return seen;
    }

    /** Which rows are of issues that have been told of this hour, in places where those have been seen. */
    Running running(List<EventRow> rows) {
        Instant hour = new EventBatch(rows).runningHour();
        Running running = new Running(new ArrayList<>(rows.size()), new ArrayList<>(rows.size()), new ArrayList<>());
        for (EventRow row : rows) {
            GroupedEvent grouped = row.grouped();
            Seen known = issues.get(Place.of(grouped));
            if (known != null
                    && known.hour.equals(hour)
                    && !grouped.receivedAt().isBefore(hour)) {
                running.rows.add(row);
                running.issues.add(known.issue);
            } else {
                running.others.add(row);
            }
        }
        return running;
    }

    /**
     * @param rows those that are known
     * @param issues of each of them
     * @param others the rest of the batch
     */
    record Running(List<EventRow> rows, List<UUID> issues, List<EventRow> others) {}

    /** Takes the issue in which each row was stored, by the row's id, and forgets those of rows that were not. */
    void remember(List<EventRow> rows, Map<UUID, EventStore.RowFate> fates) {
        Instant hour = new EventBatch(rows).runningHour();
        for (EventRow row : rows) {
            EventStore.RowFate fate = fates.get(row.grouped().id());
            if (fate != null && fate.fate() == EventStore.Fate.STORED && fate.issueId() != null) {
                Place place = Place.of(row.grouped());
                Seen before = issues.get(place);
                boolean newer = before == null || !before.issue.equals(fate.issueId()) || before.hour.isBefore(hour);
                if (newer) {
                    issues.put(
                            place,
                            new Seen(fate.issueId(), row.grouped().receivedAt().isBefore(hour) ? Instant.EPOCH : hour));
                }
            } else if (fate != null && fate.fate() != EventStore.Fate.DUPLICATE) {
                issues.remove(Place.of(row.grouped()));
            }
        }
    }
}
