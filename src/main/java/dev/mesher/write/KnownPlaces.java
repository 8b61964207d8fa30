package dev.mesher.write;

import dev.mesher.event.GroupedEvent;
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

    private final Map<Place, UUID> issues = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, UUID> eldest) {
            return size() > MAX_PLACES;
        }
    };

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
            seen[i] = issues.get(Place.of(rows.get(i).grouped()));
        }
        return seen;
    }

    /** Takes the issue in which each row was stored, by the row's id. */
    void remember(List<EventRow> rows, Map<UUID, EventStore.RowFate> fates) {
        for (EventRow row : rows) {
            EventStore.RowFate fate = fates.get(row.grouped().id());
            if (fate != null && fate.fate() == EventStore.Fate.STORED && fate.issueId() != null) {
                issues.put(Place.of(row.grouped()), fate.issueId());
            }
        }
    }
}
