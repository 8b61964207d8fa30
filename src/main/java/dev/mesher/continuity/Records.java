package dev.mesher.continuity;

import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.diagnostics.Transition;
import dev.mesher.event.Attempt;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What became of the requests of late: this node's own, those that it refused, and the copies that it holds for others.
 * Bounded in bytes and in time. Thread-safe; the hot path comes here twice a batch.
 */
public final class Records {
    /** Of this node's own; the same again of copies. About 400,000 requests under load, 40,000 if each is a batch. */
    static final int MAX_BYTES = 16 << 20;

    /** Refused requests are cheap to send, so they have a room of their own. */
    static final int MAX_REFUSED = 4_096;

    static final Duration MAX_AGE = Duration.ofHours(1);

    private final Supplier<Standpoint> standpoint;
    private final Diagnostics diagnostics;
    private final LongSupplier clock;
    private final UUID process = UUID.randomUUID();
    private final RecordShelf own = new RecordShelf(MAX_BYTES);
    private final RecordShelf refused = new RecordShelf(MAX_REFUSED * BatchRecord.SINGLE_BYTES);
    private final RecordShelf copies = new RecordShelf(MAX_BYTES);
    private final Unmirrored unmirrored = new Unmirrored();
    /** The process of each node whose copies have been compared with it: the next of the same process change nothing. */
    private final Map<String, UUID> compared = new HashMap<>();

    private long batches;
    /** Whether records may be without a copy that nothing is on its way to mend; nothing is copied before there is a mirror. */
    private boolean copiesMissing = true;

    /**
     * Empty records.
     *
     * @param standpoint where this node stands now
     * @param clock wall clock in milliseconds
     */
    public Records(Supplier<Standpoint> standpoint, Diagnostics diagnostics, LongSupplier clock) {
        this.standpoint = standpoint;
        this.diagnostics = diagnostics;
        this.clock = clock;
    }

    /** The batch goes to the store now. */
    public BatchRecord submitted(List<Attempt> attempts) {
        Standpoint here = standpoint.get();
        List<Attempt> requests = distinct(attempts);
        BatchRecord record;
        synchronized (this) {
            long now = clock.getAsLong();
            record = BatchRecord.submitted(process, batches++, now, here, requests);
            own.add(record, now - MAX_AGE.toMillis());
        }
        unmirrored.add(record);
        tell(Transition.Kind.SUBMIT, record, "");
        return record;
    }

    /** The batch is final. */
    public void completed(BatchRecord record, Completion how) {
        synchronized (this) {
            record.completed(how);
        }
        unmirrored.add(record);
        if (record.routedRemotely()) {
            tell(Transition.Kind.HANDED_OVER, record, "PostgreSQL cannot be reached from here");
        }
        if (how.fellBackLocally()) {
            tell(Transition.Kind.FELL_BACK_LOCALLY, record, "no node reaches PostgreSQL");
        }
        tell(Transition.Kind.COMPLETED, record, "");
    }

    /** Nothing of the batch was kept. */
    public void rejected(BatchRecord record, String error) {
        synchronized (this) {
            record.rejected(error);
        }
        unmirrored.add(record);
        tell(Transition.Kind.REJECTED, record, error);
    }

    /** The request never came to be part of a batch. Refusals have no copies. */
    public void refused(Attempt attempt, String error) {
        Standpoint here = standpoint.get();
        synchronized (this) {
            long now = clock.getAsLong();
            BatchRecord record = BatchRecord.submitted(process, batches++, now, here, List.of(attempt));
            record.rejected(error);
            refused.add(record, now - MAX_AGE.toMillis());
        }
    }

    /** The key's request was answered before, with the same body or, a {@code conflict}, with another one. */
    public void sentAgain(Attempt attempt, boolean conflict) {
        Standpoint here = standpoint.get();
        diagnostics.add(new Transition(
                conflict ? Transition.Kind.CONFLICT : Transition.Kind.DUPLICATE,
                attempt.key(),
                attempt.id().toString(),
                here.node(),
                "",
                here.node(),
                here.clusterRole().wireName(),
                here.promotionEpoch(),
                here.replicationHealth(),
                "",
                conflict ? "the key was used with another body" : "answered as the first time",
                List.of()));
    }

    /** Which records wait for their copy. */
    Unmirrored unmirrored() {
        return unmirrored;
    }

    UUID process() {
        return process;
    }

    /** The newest of this node's own records of that key, else the newest copy of another's. */
    public synchronized Optional<JsonObject> find(String key) {
        UUID id = asId(key);
        return own.find(key, id).or(() -> copies.find(key, id)).or(() -> refused.find(key, id));
    }

    /** {@code total_records}, {@code truncated} and the newest {@code records}, oldest of them first. */
    public synchronized JsonObject list(int limit) {
        long oldest = clock.getAsLong() - MAX_AGE.toMillis();
        RecordList list = new RecordList(limit);
        for (RecordShelf shelf : List.of(own, refused, copies)) {
            shelf.forgetBefore(oldest);
            shelf.listInto(list);
        }
        return list.json();
    }

    /** Keeps another node's record, instead of an older state of it. */
    synchronized void copied(BatchRecord copy, String self) {
        copy.replica(self, ReplicaStatus.MIRRORED, copy.standpoint().replicationHealth());
        copies.put(copy, clock.getAsLong() - MAX_AGE.toMillis());
    }

    /** States the fate of the copies of {@code sent} at {@code replica}. */
    synchronized void mirrored(List<BatchRecord> sent, String replica, ReplicaStatus status) {
        String health = standpoint.get().replicationHealth();
        copiesMissing |= status != ReplicaStatus.MIRRORED && status != ReplicaStatus.PREPARING;
        sent.forEach(record -> record.replica(replica, status, health));
    }

    /** What {@code encode} makes of the record, in a moment in which nothing changes it. */
    synchronized void whileStill(Runnable encode) {
        encode.run();
    }

    /** Own records without a copy on {@code replica} or another node wait for one again. */
    void mirrorAgain(String lostReplica) {
        List<BatchRecord> again = new ArrayList<>();
        synchronized (this) {
            copiesMissing = false;
            own.forEach(record -> {
                if (record.status() != ReplicaStatus.MIRRORED
                        || record.replica().equals(lostReplica)) {
                    again.add(record);
                }
            });
        }
        again.forEach(unmirrored::add);
    }

    /** Whether {@link #mirrorAgain} may find records of which a copy was tried in vain, or given up. */
    synchronized boolean copiesMissing() {
        copiesMissing |= unmirrored.overflowed();
        return copiesMissing;
    }

    /** The node is gone, or back: what it owned has lost its owner, or found it. Returns how many records that were. */
    synchronized int ownerLost(String node, boolean lost) {
        UUID unused = compared.remove(node);
        int[] changed = {0};
        for (RecordShelf shelf : List.of(own, copies)) {
            shelf.forEach(record -> {
                if (record.owner().equals(node) && record.ownerLost() != lost) {
                    record.ownerLost(lost);
                    changed[0]++;
                }
            });
        }
        return changed[0];
    }

    /** A node that started anew has forgotten what the process before it knew. Returns how many records that were. */
    synchronized int ownersBefore(String node, UUID living) {
        int[] changed = {0};
        if (!living.equals(compared.put(node, living))) {
            copies.forEach(record -> {
                boolean lost = !record.process().equals(living);
                if (record.ingress().equals(node) && record.owner().equals(node) && record.ownerLost() != lost) {
                    record.ownerLost(lost);
                    changed[0]++;
                }
            });
        }
        return changed[0];
    }

    /** One entry for each name that a client gave; a batch without any is one entry. */
    private void tell(Transition.Kind kind, BatchRecord record, String reason) {
        List<Transition> told = new ArrayList<>();
        synchronized (this) {
            if (record.names().isEmpty()) {
                told.add(transition(kind, record, 0, reason).with("requests", record.size()));
            } else {
                record.names().keySet().forEach(i -> told.add(transition(kind, record, i, reason)));
            }
        }
        told.forEach(diagnostics::add);
    }

    private static Transition transition(Transition.Kind kind, BatchRecord record, int request, String reason) {
        JsonObject json = record.json(request);
        return new Transition(
                kind,
                record.key(request),
                record.attempt(request).toString(),
                record.owner(),
                record.replica(),
                json.getString("execution_node"),
                record.standpoint().clusterRole().wireName(),
                record.standpoint().promotionEpoch(),
                json.getString("replication_health"),
                json.getString("replica_status"),
                reason,
                List.of());
    }

    private static List<Attempt> distinct(List<Attempt> attempts) {
        List<Attempt> requests = new ArrayList<>(attempts.size());
        Attempt last = null;
        for (Attempt attempt : attempts) {
            if (last == null || !last.id().equals(attempt.id())) {
                requests.add(attempt);
                last = attempt;
            }
        }
        return requests;
    }

    private static UUID asId(String key) {
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException name) {
            return Attempt.NO_HASH;
        }
    }
}
