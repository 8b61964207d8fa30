package dev.mesher.stream;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.StoredEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Issues of one project whose rows have changed, for the subscribers that follow rows.
 *
 * @param issues their ids
 * @param events how many events were stored
 * @param receivedMillis when the middle one of these events was received; 0 when there is none
 * @param recount whether the number of the project's unresolved issues may have changed
 * @param more whether other issues may have changed too, which have to be looked for
 */
record Touched(UUID project, Set<UUID> issues, int events, long receivedMillis, boolean recount, boolean more) {
    /** What a batch has done. */
    static Touched by(UUID project, List<StoredEvent> stored) {
        Set<UUID> issues = new HashSet<>();
        boolean recount = false;
        for (StoredEvent event : stored) {
            issues.add(event.issueId());
            recount |= event.newIssue() || event.regression();
        }
        long middle = stored.get(stored.size() / 2).event().receivedAt().toEpochMilli();
        return new Touched(project, issues, stored.size(), middle, recount, false);
    }

    static Touched issues(UUID project, Set<UUID> issues, boolean more) {
        return new Touched(project, issues, 0, 0, false, more);
    }

    /** Something that is not known, because the message that told it was lost. */
    static Touched unknown(UUID project) {
        return new Touched(project, Set.of(), 0, 0, true, true);
    }

    void putTo(WireOut out) {
        out.put(project)
                .putEach(List.copyOf(issues), WireOut::put)
                .put(events)
                .put(receivedMillis)
                .put(recount)
                .put(more);
    }

    static Touched next(WireIn in) {
        return new Touched(
                in.nextId(),
                Set.copyOf(new HashSet<>(in.nextEach(WireIn::nextId))),
                in.nextInt(),
                in.nextLong(),
                in.nextFlag(),
                in.nextFlag());
    }
}
