package dev.mesher.continuity;

import dev.mesher.bus.Addresses;
import dev.mesher.cluster.Membership;
import dev.mesher.cluster.Questions;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.diagnostics.Transition;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies this node's records to another node, holds copies of other nodes' records, and answers operators' questions
 * about both. A node without a cluster keeps its records to itself.
 */
public final class ContinuityVerticle extends VerticleBase {
    /** The question of {@code cluster continuity}, with {@code request_key} or {@code limit}. */
    public static final String CONTINUITY = "continuity";

    /** The question of {@code cluster diagnostics}, with {@code limit}. */
    public static final String DIAGNOSTICS = "diagnostics";

    private static final long LOOK_MILLIS = 500;
    private static final long ASK_MILLIS = 700;
    private static final int MAX_LIMIT = 1_000;
    private static final int USUAL_LIMIT = 50;

    private final Records records;
    private final Diagnostics diagnostics;
    private final Membership membership;
    private final Questions questions;
    private final NamedRequestStore named;
    private final Supplier<Standpoint> standpoint;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private Set<String> present = Set.of();
    private @Nullable Mirror mirror;

    /** Takes the records of a node that has already joined its cluster, if it has one. */
    public ContinuityVerticle(
            Records records,
            Diagnostics diagnostics,
            Membership membership,
            Questions questions,
            SqlClient client,
            Supplier<Standpoint> standpoint) {
        this.records = records;
        this.diagnostics = diagnostics;
        this.membership = membership;
        this.questions = questions;
        this.named = new NamedRequestStore(client);
        this.standpoint = standpoint;
    }

    @Override
    public Future<?> start() {
        if (!vertx.isClustered()) {
            return Future.succeededFuture();
        }
        Mirror copies = new Mirror(vertx, records, membership, System::nanoTime);
        mirror = copies;
        String self = membership.localNode();
        present = Set.copyOf(membership.peers());
        consumers.add(vertx.eventBus().<Buffer>consumer(Addresses.continuityCopy(self), copies::take));
        consumers.add(vertx.eventBus()
                .<String>consumer(
                        Addresses.continuityFind(self),
                        asked -> asked.reply(records.find(asked.body()).orElse(null))));
        return Future.all(consumers.stream().map(MessageConsumer::completion).toList())
                .onSuccess(listening -> {
                    copies.start();
                    long unused = vertx.setPeriodic(LOOK_MILLIS, tick -> look());
                    questions.answer(CONTINUITY, context, this::continuity);
                    questions.answer(
                            DIAGNOSTICS, context, asked -> Future.succeededFuture(diagnostics.json(limit(asked))));
                });
    }

    @Override
    public Future<?> stop() {
        if (mirror == null) {
            return Future.succeededFuture();
        }
        questions.forget(CONTINUITY);
        questions.forget(DIAGNOSTICS);
        mirror.stop();
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList());
    }

    private Future<JsonObject> continuity(JsonObject asked) {
        String key = asked.getString("request_key", "");
        if (key.isEmpty()) {
            return Future.succeededFuture(records.list(limit(asked)));
        }
        return find(key).compose(found -> found.map(record -> new JsonObject().put("record", record))
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new Questions.Unanswerable(
                        "knows no request " + key + ", and neither do its peers: records are kept for an hour at most,"
                                + " those of named requests for 24 hours"))));
    }

    /**
     * Looks for the record in this node, then in the other nodes, then in PostgreSQL, which keeps requests that clients
     * gave a key.
     */
    private Future<Optional<JsonObject>> find(String key) {
        Optional<JsonObject> here = records.find(key);
        if (here.isPresent()) {
            return Future.succeededFuture(here);
        }
        List<Future<Optional<JsonObject>>> answers =
                membership.peers().stream().map(peer -> ask(peer, key)).toList();
        Future<Optional<JsonObject>> stored = named.find(key)
                .timeout(ASK_MILLIS, TimeUnit.MILLISECONDS)
                .map(found -> found.map(this::asRecord))
                .otherwise(Optional.empty());
        return Future.join(answers).transform(all -> stored).map(last -> answers.stream()
                .map(Future::result)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> last));
    }

    private Future<Optional<JsonObject>> ask(String peer, String key) {
        return vertx.eventBus()
                .<JsonObject>request(
                        Addresses.continuityFind(peer), key, new DeliveryOptions().setSendTimeout(ASK_MILLIS))
                .map(answer -> Optional.ofNullable(answer.body()))
                .otherwise(Optional.empty());
    }

    private JsonObject asRecord(NamedRequestStore.Named found) {
        Standpoint here = standpoint.get();
        boolean lives = membership.nodes().contains(found.owner());
        return found.json(
                lives ? ReplicaStatus.UNASSIGNED : ReplicaStatus.OWNER_LOST,
                new Standpoint(found.owner(), here.clusterRole(), here.promotionEpoch(), here.replicationHealth()));
    }

    /** Notices which nodes came and went, and retries the copies that failed. */
    private void look() {
        Set<String> now = Set.copyOf(membership.peers());
        Set<String> gone = new HashSet<>(present);
        gone.removeAll(now);
        present = now;
        Standpoint here = standpoint.get();
        for (String node : gone) {
            int orphans = records.ownerLost(node, true);
            diagnostics.add(Transition.of(
                            Transition.Kind.OWNER_LOST,
                            node,
                            here.clusterRole().wireName(),
                            here.promotionEpoch(),
                            node + " left the cluster")
                    .withReplication(here.replicationHealth(), ReplicaStatus.OWNER_LOST.toString())
                    .with("records", orphans));
            records.mirrorAgain(node);
        }
        if (!now.isEmpty() && records.copiesMissing()) {
            records.mirrorAgain("");
        }
    }

    private static int limit(JsonObject asked) {
        return Math.max(1, Math.min(MAX_LIMIT, asked.getInteger("limit", USUAL_LIMIT)));
    }
}
