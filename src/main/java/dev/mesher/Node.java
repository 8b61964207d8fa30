package dev.mesher;

import static dev.mesher.Deployments.instances;
import static dev.mesher.Deployments.one;
import static dev.mesher.Deployments.worker;

import dev.mesher.alert.AlertVerticle;
import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.authority.Standing;
import dev.mesher.bus.LocalBus;
import dev.mesher.cluster.ClusterVerticle;
import dev.mesher.cluster.ClusteredRuntime;
import dev.mesher.cluster.OperatorVerticle;
import dev.mesher.config.Settings;
import dev.mesher.continuity.ContinuityVerticle;
import dev.mesher.continuity.Records;
import dev.mesher.continuity.Standpoint;
import dev.mesher.db.ClockAhead;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.db.PostgresUri;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.group.FormerAlgorithm;
import dev.mesher.group.GroupVerticle;
import dev.mesher.journal.DrainVerticle;
import dev.mesher.journal.Journal;
import dev.mesher.journal.JournalFile;
import dev.mesher.journal.JournalVerticle;
import dev.mesher.merge.MoveVerticle;
import dev.mesher.ops.ClosedDayVerticle;
import dev.mesher.ops.ClosedHourVerticle;
import dev.mesher.ops.Health;
import dev.mesher.ops.HousekeepingVerticle;
import dev.mesher.ops.IssueRemovalVerticle;
import dev.mesher.ops.ProjectRemovalVerticle;
import dev.mesher.ops.RetentionVerticle;
import dev.mesher.ops.StandingVerticle;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.DictionaryVerticle;
import dev.mesher.search.IndexVerticle;
import dev.mesher.told.channel.FailingChannelStore;
import dev.mesher.told.queue.SenderVerticle;
import dev.mesher.write.EntriesToPostgres;
import dev.mesher.write.Handover;
import dev.mesher.write.HandoverVerticle;
import dev.mesher.write.Writers;
import dev.mesher.write.Writes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A running node: builds its parts, deploys them in order, and stops them in the opposite order. */
public final class Node {
    private static final int GROUP_INSTANCES = 2;
    private static final Duration REMOVAL_PAUSE = Duration.ofSeconds(1);
    private static final Duration ALERT_PAUSE = Duration.ofSeconds(1);
    private static final Duration RETENTION_PAUSE = Duration.ofMinutes(1);
    private static final Duration CLOSED_DAY_PAUSE = Duration.ofMinutes(1);
    private static final Duration CLOSED_HOUR_PAUSE = Duration.ofMinutes(1);
    private static final Duration DIGEST_PAUSE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final ClusteredRuntime runtime;
    private final Settings settings;
    private final Database database;
    private final Partitions partitions;
    private final LocalBus bus;
    private final Dictionaries dictionaries = new Dictionaries();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Journal journal;
    private final Health health;
    private final AuthorityVerticle authority;
    private final ClusterVerticle cluster;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Records records;
    private final Writers writers;
    private final NodeReports reports;
    private final VisibleTimes visible;
    private final Edge edge;
    private final Deployments deployments;

    private Node(ClusteredRuntime runtime, Settings settings) {
        this.vertx = runtime.vertx();
        this.deployments = new Deployments(vertx);
        this.runtime = runtime;
        this.settings = settings;
        this.database =
                Database.create(vertx, new PostgresUri(settings.database().uri()));
        this.partitions = new Partitions(database.duties(), Clock.systemUTC());
        this.bus = LocalBus.create(vertx);
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
        FailingChannelStore channels = new FailingChannelStore(database.duties(), ClockAhead.NONE);
        this.health = new Health(database, journal::level, this::company, channels::count);
        this.records = new Records(this::standpoint, diagnostics, System::currentTimeMillis);
        Handover handover = new Handover(vertx, runtime.membership(), System::nanoTime);
        this.writers = new Writers(bus, database, partitions, handover, journal, records);
        this.visible = new VisibleTimes(meters);
        this.reports =
                new NodeReports(runtime, cluster, authority, settings.continuity(), journal, meters, bus, visible);
        this.edge = new Edge(
                new Base(vertx, bus, settings, database, meters),
                dictionaries,
                journal,
                health,
                records,
                reports,
                visible::streamed);
    }

    /** Completes when the node serves. When a step fails, the parts that had started are stopped again. */
    public static Future<Node> start(ClusteredRuntime runtime, Settings settings) {
        Node node = new Node(runtime, settings);
        return node.deployAll().map(node).recover(failure -> node.stop()
                .transform(stopped -> Future.failedFuture(failure)));
    }

    /** Accepts nothing more, commits and answers the requests that wait, and closes. Does not close the Vert.x. */
    public Future<Void> stop() {
        health.startDraining();
        return deployments.undeploy().eventually(() -> database.close());
    }

    /**
     * Deploys what stores before what groups, and the servers last, so that no event arrives before the parts that it needs.
     * The node stops in the opposite order: the servers close, the waiting events are committed, the journal closes last.
     */
    private Future<Void> deployAll() {
        return database.atStart("the partitions of the next days", partitions::ensureAhead)
                .compose(ready ->
                        deployments.deploy(() -> new JournalVerticle(bus, journal, journalFile(), meters), worker()))
                .compose(next -> database.atStart(
                        "the dictionaries",
                        () -> deployments.deploy(
                                () -> new DictionaryVerticle(bus, database.duties(), dictionaries), one())))
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
                        () -> new DrainVerticle(journal, new EntriesToPostgres(bus, database, partitions, nodeName())),
                        one()))
                .compose(next -> deployments.deploy(
                        () -> new HousekeepingVerticle(database.duties(), partitions, Clock.systemUTC()), one()))
                .compose(next -> deployments.deploy(() -> new StandingVerticle(database.duties(), meters), one()))
                .compose(next -> deployments.deploy(() -> new IssueRemovalVerticle(database, REMOVAL_PAUSE), one()))
                .compose(next -> deployments.deploy(() -> new ProjectRemovalVerticle(database, REMOVAL_PAUSE), one()))
                .compose(next -> deployments.deploy(
                        () -> new MoveVerticle(database.duties(), dictionaries, REMOVAL_PAUSE), one()))
                .compose(next -> deployments.deploy(() -> authority, one()))
                .compose(next -> deployments.deploy(() -> cluster, one()))
                .compose(next -> deployments.deploy(() -> new OperatorVerticle(runtime, cluster, authority), one()))
                .compose(next -> deployments.deploy(() -> reports, one()))
                .compose(next -> deployments.deploy(
                        () -> new SenderVerticle(bus, database.duties(), settings.outbound(), meters), one()))
                .compose(next -> deployments.deploy(
                        () -> new AlertVerticle(
                                authority.authority(),
                                database.duties(),
                                bus,
                                ALERT_PAUSE,
                                System::nanoTime,
                                ClockAhead.NONE),
                        one()))
                .compose(next ->
                        deployments.deploy(() -> new RetentionVerticle(authority.authority(), RETENTION_PAUSE), one()))
                .compose(next -> deployments.deploy(
                        () -> new ClosedDayVerticle(database, authority.authority(), CLOSED_DAY_PAUSE), one()))
                .compose(next -> deployments.deploy(
                        () -> new ClosedHourVerticle(authority.authority(), CLOSED_HOUR_PAUSE), one()))
                .compose(next -> deployments.deploy(
                        () -> new IndexVerticle(bus, database, Clock.systemUTC(), DIGEST_PAUSE, visible::inSearch),
                        one()))
                .compose(next -> deployments.deploy(
                        () -> new GroupVerticle(bus, Clock.systemUTC(), FormerAlgorithm.KNOWN),
                        instances(GROUP_INSTANCES)))
                .compose(next -> edge.deploy(deployments));
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

    /** The one-time code that this node made for the first account. Empty when there was an account already. */
    public Optional<String> firstAccountCode() {
        return edge.firstAccountCode();
    }

    void routes(Router router) {
        edge.routes(router);
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
}
