package dev.mesher.write;

import dev.mesher.event.GroupedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The issues that this writer has stored events in recently, and the environments and releases of these events. The
 * writer tells PostgreSQL of each combination only once and not with every event. The cache has only committed data.
 * When it drops an entry, the writer tells PostgreSQL again. To be used on one context.
 */
final class IssueCache {
    private static final int MAX_ISSUES = 10_000;
    private static final int MAX_PLACES = 20_000;

    private final Map<Group, Told> issues = latest(MAX_ISSUES);
    private final Map<Place, UUID> places = latest(MAX_PLACES);

    /** The issue, and the latest hour in which PostgreSQL was told of it. */
    private record Told(UUID issue, Instant hour) {}

    private record Group(UUID projectId, String fingerprint) {
        /**
         * Written by hand, as in {@link Place}. The generated methods of a record use method handles, which are slower,
         * and these run for every event.
         */
        @Override
        public int hashCode() {
            return fingerprint.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Group group
                    && fingerprint.equals(group.fingerprint)
                    && projectId.equals(group.projectId);
        }
    }

    private record Place(Group group, @Nullable String environment, @Nullable String release) {
        @Override
        public int hashCode() {
            return 31 * (31 * group.hashCode() + Objects.hashCode(environment)) + Objects.hashCode(release);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place
                    && group.equals(place.group)
                    && Objects.equals(environment, place.environment)
                    && Objects.equals(release, place.release);
        }
    }

    /** For each row its issue, if that is known to have the row's environment and release; null otherwise. */
    @Nullable
    UUID[] seenIn(List<EventRow> rows) {
        @Nullable UUID[] seen = new UUID[rows.size()];
        for (int i = 0; i < seen.length; i++) {
            GroupedEvent grouped = rows.get(i).grouped();
            seen[i] = places.get(place(group(grouped), grouped));
        }
        return seen;
    }

    /** Divides the rows into those of known issues that PostgreSQL was told of in this hour, and the others. */
    Running running(List<EventRow> rows) {
        Instant hour = new EventBatch(rows).runningHour();
        Running running = new Running(
                new ArrayList<>(rows.size()), new ArrayList<>(rows.size()), new LinkedHashSet<>(), new ArrayList<>());
        for (EventRow row : rows) {
            GroupedEvent grouped = row.grouped();
            Group group = group(grouped);
            Told told = issues.get(group);
            if (told != null && told.hour.equals(hour) && !grouped.receivedAt().isBefore(hour)) {
                running.rows.add(row);
                running.issues.add(told.issue);
                if (!told.issue.equals(places.get(place(group, grouped)))) {
                    boolean unused = running.unseen.add(NewPlace.of(told.issue, grouped));
                }
            } else {
                running.others.add(row);
            }
        }
        return running;
    }

    /**
     * The rows of a batch, divided by whether their issues are known.
     *
     * @param rows those of known issues
     * @param issues of each of {@code rows}
     * @param unseen environments and releases of {@code rows} that are new to their issues
     * @param others all other rows of the batch
     */
    record Running(List<EventRow> rows, List<UUID> issues, Set<NewPlace> unseen, List<EventRow> others) {}

    /** Remembers the environments and releases of {@code running} after it was committed. */
    void remember(Running running) {
        for (int i = 0; !running.unseen.isEmpty() && i < running.rows.size(); i++) {
            GroupedEvent grouped = running.rows.get(i).grouped();
            places.put(place(group(grouped), grouped), running.issues.get(i));
        }
    }

    /**
     * Remembers the issue in which each row was stored. Forgets the issues of rows that were not stored.
     *
     * @param fates by row id
     */
    void remember(List<EventRow> rows, Map<UUID, EventStore.RowFate> fates) {
        Instant hour = new EventBatch(rows).runningHour();
        for (EventRow row : rows) {
            GroupedEvent grouped = row.grouped();
            Group group = group(grouped);
            EventStore.RowFate fate = fates.get(grouped.id());
            UUID issue = fate == null ? null : fate.issueId();
            if (fate != null && fate.fate() == EventStore.Fate.STORED && issue != null) {
                places.put(place(group, grouped), issue);
                Told before = issues.get(group);
                if (before == null || !before.issue.equals(issue) || before.hour.isBefore(hour)) {
                    issues.put(group, new Told(issue, grouped.receivedAt().isBefore(hour) ? Instant.EPOCH : hour));
                }
            } else if (fate != null && fate.fate() != EventStore.Fate.DUPLICATE) {
                issues.remove(group);
                places.remove(place(group, grouped));
            }
        }
    }

    private static Group group(GroupedEvent grouped) {
        return new Group(grouped.projectId(), grouped.fingerprint());
    }

    private static Place place(Group group, GroupedEvent grouped) {
        return new Place(group, grouped.event().environment(), grouped.event().release());
    }

    private static <K, V> Map<K, V> latest(int most) {
        return new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
