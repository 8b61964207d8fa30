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
 * What became of recent requests: this node's own, those that it refused, and copies of other nodes' records. Bounded
 * in bytes and in age. Thread-safe. Ingest calls it twice for each batch.
 */
public final class Records {
    /**
     * Bound of this node's own records, and the same again for copies. That is about 400,000 requests under load, or
     * 40,000 if each is a batch of its own.
     */
    static final int MAX_BYTES = 16 << 20;

    /** Refused requests have a bound of their own, since a client can cheaply send many of them. */
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
    /**
     * By node, the process with which that node's copies were last compared. While the process is the same, nothing has
     * to be compared again.
     */
    private final Map<String, UUID> compared = new HashMap<>();

    private long batches;
    /**
     * Whether there may be records without a copy that are not waiting for one. True at first, since nothing is copied
     * before there is a mirror.
     */
    private boolean copiesMissing = true;

    /**
     * Empty records.
     *
     * @param standpoint the node's current place in the cluster
     * @param clock wall clock in milliseconds
     */
    public Records(Supplier<Standpoint> standpoint, Diagnostics diagnostics, LongSupplier clock) {
        this.standpoint = standpoint;
        this.diagnostics = diagnostics;
        this.clock = clock;
    }

    /** Records that the batch is now being stored. */
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
        addTransitions(Transition.Kind.SUBMIT, record, "");
        return record;
    }

    /** Records that the batch is complete. */
    public void completed(BatchRecord record, Completion how) {
        synchronized (this) {
            record.completed(how);
        }
        unmirrored.add(record);
        if (record.routedRemotely()) {
            addTransitions(Transition.Kind.HANDED_OVER, record, "PostgreSQL cannot be reached from here");
        }
        if (how.fellBackLocally()) {
            addTransitions(Transition.Kind.FELL_BACK_LOCALLY, record, "no node reaches PostgreSQL");
        }
        addTransitions(Transition.Kind.COMPLETED, record, "");
    }

    /** Records that nothing of the batch was stored. */
    public void rejected(BatchRecord record, String error) {
        synchronized (this) {
            record.rejected(error);
        }
        unmirrored.add(record);
        addTransitions(Transition.Kind.REJECTED, record, error);
    }

    /** Records that the request was refused before it was in a batch. Refusals are not copied. */
    public void refused(Attempt attempt, String error) {
        Standpoint here = standpoint.get();
        synchronized (this) {
            long now = clock.getAsLong();
            BatchRecord record = BatchRecord.submitted(process, batches++, now, here, List.of(attempt));
            record.rejected(error);
            refused.add(record, now - MAX_AGE.toMillis());
        }
    }

    /**
     * Records that the key was used before.
     *
     * @param conflict whether it was used with a different body; if not, the client got the first answer again
     */
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

    /** The records that wait to be copied. */
    Unmirrored unmirrored() {
        return unmirrored;
    }

    UUID process() {
        return process;
    }

    /** The newest of this node's own records of that key. If there is none, the newest copy. */
    public synchronized Optional<JsonObject> find(String key) {
        UUID id = asId(key);
        return own.find(key, id).or(() -> copies.find(key, id)).or(() -> refused.find(key, id));
    }

    /** {@code total_records}, {@code truncated}, and the newest {@code records} in the order of their time. */
    public synchronized JsonObject list(int limit) {
        long oldest = clock.getAsLong() - MAX_AGE.toMillis();
        RecordList list = new RecordList(limit);
        for (RecordShelf shelf : List.of(own, refused, copies)) {
            shelf.forgetBefore(oldest);
            shelf.listInto(list);
        }
        return list.json();
    }

    /** Stores a copy of another node's record. It replaces an older state of the same record. */
    synchronized void copied(BatchRecord copy, String self) {
        copy.replica(self, ReplicaStatus.MIRRORED, copy.standpoint().replicationHealth());
        copies.put(copy, clock.getAsLong() - MAX_AGE.toMillis());
    }

    /** Notes the status of the copies of {@code sent} on {@code replica}. */
    synchronized void mirrored(List<BatchRecord> sent, String replica, ReplicaStatus status) {
        String health = standpoint.get().replicationHealth();
        copiesMissing |= status != ReplicaStatus.MIRRORED && status != ReplicaStatus.PREPARING;
        sent.forEach(record -> record.replica(replica, status, health));
    }

    /** Runs {@code encode} while no record can change. */
    synchronized <T> T whileStill(Supplier<T> encode) {
        return encode.get();
    }

    /** Queues again the own records whose copy was on {@code lostReplica}, and those that have none. */
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

    /** Whether {@link #mirrorAgain} may find records whose copying failed or was given up. */
    synchronized boolean copiesMissing() {
        copiesMissing |= unmirrored.overflowed();
        return copiesMissing;
    }

    /**
     * Marks the records that {@code node} owns as having lost their owner, or as having it again. Returns how many
     * changed.
     */
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

    /**
     * A restarted node no longer has the records of its former process. Marks their copies as having lost their owner.
     * Returns how many changed.
     */
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

    /** Adds one diagnostics entry for each key that a client gave, or a single entry for a batch without such keys. */
    private void addTransitions(Transition.Kind kind, BatchRecord record, String reason) {
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
