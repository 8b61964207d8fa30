package dev.mesher;

import static dev.mesher.Deployments.instances;
import static dev.mesher.Deployments.one;
import static dev.mesher.Deployments.worker;

import dev.mesher.access.Gate;
import dev.mesher.alert.AlertVerticle;
import dev.mesher.api.ManagementApi;
import dev.mesher.attachment.Extras;
import dev.mesher.attachment.ItemCountVerticle;
import dev.mesher.attachment.ItemCounts;
import dev.mesher.auth.Keys;
import dev.mesher.auth.KeysVerticle;
import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.authority.Standing;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.cluster.ClusterVerticle;
import dev.mesher.cluster.ClusteredRuntime;
import dev.mesher.cluster.OperatorVerticle;
import dev.mesher.config.Settings;
import dev.mesher.continuity.ContinuityVerticle;
import dev.mesher.continuity.Records;
import dev.mesher.continuity.Standpoint;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.db.PostgresUri;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.group.FormerAlgorithm;
import dev.mesher.group.GroupVerticle;
import dev.mesher.group.Groups;
import dev.mesher.http.ConnectionLimit;
import dev.mesher.http.Connections;
import dev.mesher.http.InFlight;
import dev.mesher.ingest.Door;
import dev.mesher.ingest.EventStages;
import dev.mesher.ingest.HttpIngest;
import dev.mesher.ingest.IngestMeters;
import dev.mesher.ingest.IngestObserver;
import dev.mesher.ingest.SentryStores;
import dev.mesher.journal.DrainVerticle;
import dev.mesher.journal.Journal;
import dev.mesher.journal.JournalFile;
import dev.mesher.journal.JournalVerticle;
import dev.mesher.limit.RateLimitVerticle;
import dev.mesher.limit.RateLimits;
import dev.mesher.merge.MoveVerticle;
import dev.mesher.ops.ClosedDayVerticle;
import dev.mesher.ops.DescriptionRoute;
import dev.mesher.ops.Health;
import dev.mesher.ops.HousekeepingVerticle;
import dev.mesher.ops.IssueRemovalVerticle;
import dev.mesher.ops.OpsRoutes;
import dev.mesher.ops.RetentionVerticle;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.DictionaryVerticle;
import dev.mesher.search.IndexVerticle;
import dev.mesher.stream.StreamSockets;
import dev.mesher.stream.StreamVerticle;
import dev.mesher.stream.Streams;
import dev.mesher.write.EntriesToPostgres;
import dev.mesher.write.Handover;
import dev.mesher.write.HandoverVerticle;
import dev.mesher.write.Writers;
import dev.mesher.write.Writes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A running node: its parts, deployed in the order in which an event needs them, stopped in the mirror of it. */
public final class Node {
    private static final int HTTP_INSTANCES = 2;
    private static final int SOCKET_INSTANCES = 2;
    private static final int GROUP_INSTANCES = 2;
    private static final Duration REMOVAL_PAUSE = Duration.ofSeconds(1);
    private static final Duration ALERT_PAUSE = Duration.ofSeconds(1);
    private static final Duration RETENTION_PAUSE = Duration.ofMinutes(1);
    private static final Duration CLOSED_DAY_PAUSE = Duration.ofMinutes(1);
    private static final Duration DIGEST_PAUSE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final ClusteredRuntime runtime;
    private final Settings settings;
    private final Database database;
    private final Partitions partitions;
    private final LocalBus bus;
    private final Keys keys = new Keys();
    private final Gate gate;
    private final Dictionaries dictionaries = new Dictionaries();
    private final ItemCounts itemCounts = new ItemCounts();
    private final RateLimits rateLimits;
    private final InFlight inFlight;
    private final Connections connections;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final IngestMeters ingestMeters = new IngestMeters(meters);
    private final Streams streams;
    private final Journal journal;
    private final Health health;
    private final AuthorityVerticle authority;
    private final ClusterVerticle cluster;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Records records;
    private final Writers writers;
    private final DescriptionRoute description = new DescriptionRoute();
    private final Deployments deployments;

    private Node(ClusteredRuntime runtime, Settings settings) {
        this.vertx = runtime.vertx();
        this.deployments = new Deployments(vertx);
        this.runtime = runtime;
        this.settings = settings;
        this.database =
                Database.create(vertx, new PostgresUri(settings.database().uri()));
        this.partitions = new Partitions(database.duties(), Clock.systemUTC());
        this.gate = new Gate(
                settings.auth(), settings.server().trustedProxies(), database, Clock.systemUTC(), System::nanoTime);
        this.bus = LocalBus.create(vertx);
        this.rateLimits = new RateLimits(bus, settings.rateLimit(), System::nanoTime);
        this.inFlight = new InFlight(settings.store().inFlightMaxBytes(), HttpIngest.LARGEST_REQUEST_BYTES);
        ConnectionLimit connectionLimit = new ConnectionLimit(
                settings.server().maxConnections(), settings.server().trustedProxies());
        this.connections = new Connections(connectionLimit, Connections.HEAD_TIME);
        this.streams =
                new Streams(settings.stream().maxClients(), settings.stream().maxHeldBytes(), meters);
        this.journal = new Journal(bus, settings.store().journalMaxBytes());
        this.authority =
                new AuthorityVerticle(database.duties(), settings.continuity(), LeaseTimes.DEFAULT, diagnostics);
        this.cluster = new ClusterVerticle(
                runtime,
                settings.cluster(),
                settings.continuity(),
                authority.authority(),
                diagnostics,
                System::nanoTime);
        this.health = new Health(database, journal::level, this::company);
        this.records = new Records(this::standpoint, diagnostics, System::currentTimeMillis);
        Handover handover = new Handover(vertx, runtime.membership(), System::nanoTime);
        this.writers = new Writers(bus, database, partitions, handover, journal, records);
        Gauge unused = Gauge.builder("mesher.ingest.inflight.bytes", inFlight, InFlight::held)
                .description("Request bytes that the node holds now")
                .register(meters);
        Gauge unusedToo = Gauge.builder("mesher.connections", connectionLimit, ConnectionLimit::open)
                .description("Connections to both ports that are open now")
                .register(meters);
    }

    /** Completes when the node serves. When a step fails, what had started is stopped again. */
    public static Future<Node> start(ClusteredRuntime runtime, Settings settings) {
        Node node = new Node(runtime, settings);
        return node.deployAll().map(node).recover(failure -> node.stop()
                .transform(stopped -> Future.failedFuture(failure)));
    }

    /** Stops to accept, commits and answers what waits, closes. Does not close the Vert.x. */
    public Future<Void> stop() {
        health.startDraining();
        return deployments.undeploy().eventually(() -> database.close());
    }

    /**
     * In the order of an event's way, seen from its end: what stores comes before what groups, and what listens comes last, so
     * that nothing arrives before all that it needs is there. The node stops in the opposite order: first it listens no
     * more, then it commits what waits, and at last it closes the journal.
     */
    private Future<Void> deployAll() {
        return partitions
                .ensureAhead()
                .compose(ready ->
                        deployments.deploy(() -> new JournalVerticle(bus, journal, journalFile(), meters), worker()))
                .compose(next ->
                        deployments.deploy(() -> new DictionaryVerticle(bus, database.duties(), dictionaries), one()))
                .compose(next -> deployments.deploy(
                        () -> new ContinuityVerticle(
                                records,
                                diagnostics,
                                runtime.membership(),
                                runtime.questions(),
                                database.duties(),
                                this::standpoint),
                        one()))
                .compose(next -> deployWriters(0))
                .compose(next -> deployments.deploy(() -> writers.ofRequests(nodeName()), one()))
                .compose(next -> deployments.deploy(
                        () -> new HandoverVerticle(bus, database, partitions, dictionaries, nodeName()), one()))
                .compose(next -> deployments.deploy(
                        () -> new DrainVerticle(journal, new EntriesToPostgres(database, partitions, nodeName())),
                        one()))
                .compose(next -> deployments.deploy(
                        () -> new HousekeepingVerticle(database.duties(), partitions, Clock.systemUTC()), one()))
                .compose(next -> deployments.deploy(() -> new IssueRemovalVerticle(database, REMOVAL_PAUSE), one()))
                .compose(next -> deployments.deploy(
                        () -> new MoveVerticle(database.duties(), dictionaries, REMOVAL_PAUSE), one()))
                .compose(next -> deployments.deploy(() -> authority, one()))
                .compose(next -> deployments.deploy(() -> cluster, one()))
                .compose(next -> deployments.deploy(() -> new OperatorVerticle(runtime, cluster, authority), one()))
                .compose(next -> deployments.deploy(
                        () -> new AlertVerticle(authority.authority(), bus, ALERT_PAUSE, System::nanoTime), one()))
                .compose(next ->
                        deployments.deploy(() -> new RetentionVerticle(authority.authority(), RETENTION_PAUSE), one()))
                .compose(next -> deployments.deploy(
                        () -> new ClosedDayVerticle(database, authority.authority(), CLOSED_DAY_PAUSE), one()))
                .compose(next -> deployments.deploy(
                        () -> new IndexVerticle(bus, database, Clock.systemUTC(), DIGEST_PAUSE), one()))
                .compose(next -> deployments.deploy(
                        () -> new GroupVerticle(bus, Clock.systemUTC(), FormerAlgorithm.KNOWN),
                        instances(GROUP_INSTANCES)))
                .compose(next ->
                        deployments.deploy(() -> new RateLimitVerticle(bus, rateLimits, database.duties()), one()))
                .compose(next -> deployments.deploy(() -> new KeysVerticle(database, keys), one()))
                .compose(next ->
                        deployments.deploy(() -> new ItemCountVerticle(journal, database.duties(), itemCounts), one()))
                .compose(next -> deployments.deploy(() -> new StreamVerticle(bus, database, streams), one()))
                .compose(next -> deployments.deploy(
                        () -> new SocketVerticle(
                                settings.server(), connections, inFlight, this::ingest, this::streamSockets),
                        instances(SOCKET_INSTANCES)))
                .compose(next -> deployments.deploy(
                        () -> new HttpVerticle(settings.server(), connections, this::routes),
                        instances(HTTP_INSTANCES)));
    }

    private Future<Void> deployWriters(int shard) {
        return shard == Writes.SHARDS
                ? Future.succeededFuture()
                : deployments
                        .deploy(() -> writers.ofEvents(shard, meters), one())
                        .compose(next -> deployWriters(shard + 1));
    }

    private Health.Company company() {
        if (!vertx.isClustered()) {
            return Health.Company.STANDALONE;
        }
        return cluster.alone() ? Health.Company.ALONE : Health.Company.OK;
    }

    void routes(Router router) {
        ingest().mount(router);
        new OpsRoutes(health, meters, gate::check).mount(router);
        description.mount(router, gate::check);
        new ManagementApi(
                        vertx,
                        database,
                        gate,
                        inFlight,
                        dictionaries,
                        journal,
                        changed -> bus.publish(Addresses.ISSUE_CHANGED, changed))
                .mount(router);
    }

    private HttpIngest ingest() {
        Writes writes = new Writes(vertx, bus, dictionaries, database.pool(), nodeName());
        return new HttpIngest(
                vertx,
                new Door(keys, rateLimits, inFlight),
                new EventStages(new Groups(vertx, bus), writes),
                new SentryStores(new Extras(journal, database.pool()), itemCounts),
                request -> gate.visit(request).address(),
                new IngestObserver(ingestMeters, records));
    }

    private Path journalFile() {
        return JournalFile.path(
                settings.store().dataDirectory(), settings.server().httpPort());
    }

    private String nodeName() {
        return settings.continuity().nodeName();
    }

    private Standpoint standpoint() {
        Standing standing = authority.authority().standing();
        return new Standpoint(
                nodeName(),
                standing.role(),
                standing.promotionEpoch(),
                cluster.replicationHealth().toString());
    }

    private StreamSockets streamSockets() {
        return new StreamSockets(vertx, bus, database, gate, streams);
    }
}
