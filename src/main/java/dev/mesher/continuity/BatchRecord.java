package dev.mesher.continuity;

import dev.mesher.authority.ClusterRole;
import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The records of the requests that are committed together. Of each request it holds four longs; what the requests share
 * is held once. The JSON of a request is made only when somebody asks for it. Guarded by the {@link Records} that holds
 * it.
 */
public final class BatchRecord {
    private static final int WORDS = 4;
    private static final int OVERHEAD_BYTES = 384;

    /** Size of a record of one request. */
    static final int SINGLE_BYTES = OVERHEAD_BYTES + WORDS * Long.BYTES;

    private static final int TEXT_BYTES = 96;

    private final UUID process;
    private final long number;
    private final long startedMillis;
    private final Standpoint standpoint;
    private final long[] words;
    private final Map<Integer, String> names = new HashMap<>(2);
    private final Map<Integer, String> errors = new HashMap<>(2);

    private int bytes;
    private Phase phase = Phase.SUBMITTED;
    private String owner;
    private String execution;
    private boolean routedRemotely;
    private boolean fellBackLocally;

    private String replica = "";
    private ReplicaStatus status = ReplicaStatus.UNASSIGNED;
    private String health;
    private boolean ownerLost;

    private BatchRecord(UUID process, long number, long startedMillis, Standpoint standpoint, long[] words) {
        this.process = process;
        this.number = number;
        this.startedMillis = startedMillis;
        this.standpoint = standpoint;
        this.words = words;
        this.owner = standpoint.node();
        this.execution = standpoint.node();
        this.health = standpoint.replicationHealth();
    }

    /** A record of requests that this node is about to commit. Consecutive events of the same request count as one. */
    static BatchRecord submitted(
            UUID process, long number, long nowMillis, Standpoint standpoint, List<Attempt> attempts) {
        BatchRecord record = new BatchRecord(process, number, nowMillis, standpoint, new long[WORDS * attempts.size()]);
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            record.words[WORDS * i] = attempt.id().getMostSignificantBits();
            record.words[WORDS * i + 1] = attempt.id().getLeastSignificantBits();
            record.words[WORDS * i + 2] = attempt.payloadHash().getMostSignificantBits();
            record.words[WORDS * i + 3] = attempt.payloadHash().getLeastSignificantBits();
            if (attempt.named()) {
                record.names.put(i, attempt.key());
            }
        }
        record.weigh();
        return record;
    }

    private void weigh() {
        bytes = OVERHEAD_BYTES + words.length * Long.BYTES + names.size() * TEXT_BYTES;
    }

    int size() {
        return words.length / WORDS;
    }

    /** The approximate size in bytes. It never changes. */
    int bytes() {
        return bytes;
    }

    UUID process() {
        return process;
    }

    long number() {
        return number;
    }

    long startedMillis() {
        return startedMillis;
    }

    /** The node that took the requests. */
    public String ingress() {
        return standpoint.node();
    }

    String owner() {
        return owner;
    }

    String replica() {
        return replica;
    }

    ReplicaStatus status() {
        return status;
    }

    Phase phase(int request) {
        return errors.containsKey(request) ? Phase.REJECTED : phase;
    }

    Standpoint standpoint() {
        return standpoint;
    }

    UUID attempt(int request) {
        return new UUID(words[WORDS * request], words[WORDS * request + 1]);
    }

    String key(int request) {
        return names.getOrDefault(request, attempt(request).toString());
    }

    Map<Integer, String> names() {
        return names;
    }

    /** The index of the request with that key, or -1. */
    int indexOf(String key, UUID keyAsId) {
        for (Map.Entry<Integer, String> name : names.entrySet()) {
            if (name.getValue().equals(key)) {
                return name.getKey();
            }
        }
        long high = keyAsId.getMostSignificantBits();
        long low = keyAsId.getLeastSignificantBits();
        for (int i = 0; i < words.length; i += WORDS) {
            if (words[i] == high && words[i + 1] == low && !names.containsKey(i / WORDS)) {
                return i / WORDS;
            }
        }
        return -1;
    }

    void completed(Completion how) {
        phase = Phase.COMPLETED;
        owner = how.executionNode();
        execution = how.executionNode();
        routedRemotely = !execution.equals(standpoint.node());
        fellBackLocally = how.fellBackLocally();
        for (int i = 0; i < size() && !(how.errors().isEmpty() && how.again().isEmpty()); i++) {
            String error = how.errors().get(attempt(i));
            if (error != null) {
                errors.put(i, error);
            }
            if (how.again().contains(attempt(i))) {
                names.remove(i);
            }
        }
    }

    boolean routedRemotely() {
        return routedRemotely;
    }

    void rejected(String error) {
        phase = Phase.REJECTED;
        for (int i = 0; i < size(); i++) {
            errors.put(i, error);
        }
    }

    void replica(String node, ReplicaStatus now, String healthNow) {
        replica = node;
        status = now;
        health = healthNow;
    }

    boolean ownerLost() {
        return ownerLost;
    }

    void ownerLost(boolean lost) {
        ownerLost = lost;
    }

    /** A request's record, as {@code cluster continuity --json} shows it. */
    JsonObject json(int request) {
        Phase now = phase(request);
        ReplicaStatus shown = ownerLost ? ReplicaStatus.OWNER_LOST : status;
        return new JsonObject()
                .put("request_key", key(request))
                .put("payload_hash", Attempt.hashText(new UUID(words[WORDS * request + 2], words[WORDS * request + 3])))
                .put("attempt_id", attempt(request).toString())
                .put("phase", now.wireName())
                .put("result", now.result())
                .put("ingress_node", standpoint.node())
                .put("owner_node", owner)
                .put("replica_node", replica)
                .put("replication_count", status == ReplicaStatus.MIRRORED ? 1 : 0)
                .put("replica_status", shown.toString())
                .put("cluster_role", standpoint.clusterRole().wireName())
                .put("promotion_epoch", standpoint.promotionEpoch())
                .put("replication_health", health)
                .put("execution_node", execution)
                .put("routed_remotely", routedRemotely)
                .put("fell_back_locally", fellBackLocally)
                .put("error", errors.getOrDefault(request, ""));
    }

    void encode(WireOut out) {
        out.put(process)
                .put(number)
                .put(startedMillis)
                .put(standpoint.node())
                .put(standpoint.clusterRole().wireName())
                .put(standpoint.promotionEpoch())
                .put(standpoint.replicationHealth())
                .put(phase.wireName())
                .put(owner)
                .put(execution)
                .put(routedRemotely)
                .put(fellBackLocally)
                .put(words.length);
        for (long word : words) {
            out.put(word);
        }
        encode(out, names);
        encode(out, errors);
    }

    static BatchRecord decode(WireIn in) {
        UUID process = in.nextId();
        long number = in.nextLong();
        long started = in.nextLong();
        Standpoint standpoint =
                new Standpoint(in.nextText(), ClusterRole.of(in.nextText()), in.nextLong(), in.nextText());
        Phase phase = Phase.of(in.nextText());
        String owner = in.nextText();
        String execution = in.nextText();
        boolean routed = in.nextFlag();
        boolean fellBack = in.nextFlag();
        long[] words = new long[in.nextCount()];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.nextLong();
        }
        BatchRecord record = new BatchRecord(process, number, started, standpoint, words);
        record.phase = phase;
        record.owner = owner;
        record.execution = execution;
        record.routedRemotely = routed;
        record.fellBackLocally = fellBack;
        decode(in, record.names);
        decode(in, record.errors);
        record.weigh();
        return record;
    }

    private static void encode(WireOut out, Map<Integer, String> texts) {
        out.put(texts.size());
        texts.forEach((request, text) -> out.put(request.intValue()).put(text));
    }

    private static void decode(WireIn in, Map<Integer, String> texts) {
        int count = in.nextCount();
        for (int i = 0; i < count; i++) {
            texts.put(in.nextInt(), in.nextText());
        }
    }
}
