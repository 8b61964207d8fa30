package dev.mesher;

import static dev.mesher.Deployments.instances;
import static dev.mesher.Deployments.one;

import dev.mesher.access.Gate;
import dev.mesher.api.ManagementApi;
import dev.mesher.api.issue.IssueStore;
import dev.mesher.api.operate.NodeParts;
import dev.mesher.api.operate.Nodes;
import dev.mesher.api.operate.ServerFacts;
import dev.mesher.attachment.Extras;
import dev.mesher.attachment.ItemCountVerticle;
import dev.mesher.attachment.ItemCounts;
import dev.mesher.auth.Keys;
import dev.mesher.auth.KeysVerticle;
import dev.mesher.bus.Addresses;
import dev.mesher.change.ChangeStore;
import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.continuity.Records;
import dev.mesher.diagnostics.RecentRefusals;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.IssueChanged;
import dev.mesher.event.IssueFollowers;
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
import dev.mesher.journal.Journal;
import dev.mesher.limit.RateLimitVerticle;
import dev.mesher.limit.RateLimits;
import dev.mesher.ops.DescriptionRoute;
import dev.mesher.ops.Health;
import dev.mesher.ops.OpsRoutes;
import dev.mesher.payload.Dictionaries;
import dev.mesher.stream.StreamAddress;
import dev.mesher.stream.StreamSockets;
import dev.mesher.stream.StreamVerticle;
import dev.mesher.stream.Streams;
import dev.mesher.web.Assets;
import dev.mesher.web.PageRoutes;
import dev.mesher.write.Writes;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The part of a node that faces its clients: the two servers, what they mount, and the stages that decide whether a request
 * may enter.
 */
final class Edge {
    private static final int HTTP_INSTANCES = 2;
    private static final int SOCKET_INSTANCES = 2;

    /** Classes that do not come from a jar have no version. */
    private static final String NO_VERSION = "development";

    private final Base base;
    private final Dictionaries dictionaries;
    private final Journal journal;
    private final Health health;
    private final Records records;
    private final Nodes nodes;
    private final Gate gate;
    private final RateLimits rateLimits;
    private final InFlight inFlight;
    private final Connections connections;
    private final Streams streams;
    private final StreamAddress streamOfPages;
    private final IngestMeters ingestMeters;
    private final RecentRefusals refusals;
    private final Keys keys = new Keys();
    private final ItemCounts itemCounts = new ItemCounts();
    private final DescriptionRoute description = new DescriptionRoute();
    private final Assets assets = Assets.load();

    Edge(
            Base base,
            Dictionaries dictionaries,
            Journal journal,
            Health health,
            Records records,
            Nodes nodes,
            LongConsumer streamedAfter) {
        this.nodes = nodes;
        this.base = base;
        this.dictionaries = dictionaries;
        this.journal = journal;
        this.health = health;
        this.records = records;
        ServerSettings server = base.settings().server();
        this.gate = new Gate(
                base.settings().auth(), server.trustedProxies(), base.database(), Clock.systemUTC(), System::nanoTime);
        this.rateLimits = new RateLimits(base.bus(), base.settings().rateLimit(), System::nanoTime);
        this.inFlight = new InFlight(base.settings().store().inFlightMaxBytes(), HttpIngest.LARGEST_REQUEST_BYTES);
        ConnectionLimit connectionLimit = new ConnectionLimit(server.maxConnections(), server.trustedProxies());
        this.connections = new Connections(connectionLimit, Connections.HEAD_TIME);
        this.streams = new Streams(
                base.settings().stream().maxClients(),
                base.settings().stream().maxHeldBytes(),
                base.meters(),
                streamedAfter);
        this.streamOfPages =
                StreamAddress.ofPages(new ChangeStore(base.database().pool()), base.nodeName());
        this.ingestMeters = new IngestMeters(base.meters());
        this.refusals = new RecentRefusals(base.nodeName(), Clock.systemUTC());
        Gauge unused = Gauge.builder("mesher.ingest.inflight.bytes", inFlight, InFlight::held)
                .description("Request bytes that the node holds now")
                .register(base.meters());
        Gauge unusedToo = Gauge.builder("mesher.connections", connectionLimit, ConnectionLimit::open)
                .description("Connections to both ports that are open now")
                .register(base.meters());
    }

    /** Deploys the servers last, so that no request arrives before the stages that it needs. */
    Future<Void> deploy(Deployments deployments) {
        ServerSettings server = base.settings().server();
        return deployments
                .deploy(
                        () -> new RateLimitVerticle(
                                base.bus(), rateLimits, base.database().duties()),
                        one())
                .compose(next -> deployments.deploy(() -> new KeysVerticle(base.database(), keys), one()))
                .compose(next -> deployments.deploy(
                        () -> new ItemCountVerticle(journal, base.database().duties(), itemCounts), one()))
                .compose(next -> deployments.deploy(
                        () -> new StreamVerticle(
                                base.bus(),
                                base.database(),
                                streams,
                                new IssueStore(base.database().pool())::byIds),
                        one()))
                .compose(next ->
                        base.database().atStart("the code for the first account", gate.firstAccount()::announce))
                .compose(next -> deployments.deploy(
                        () -> new SocketVerticle(
                                server,
                                connections,
                                inFlight,
                                this::ingest,
                                () -> streamSockets(StreamAddress.OF_SOCKETS)),
                        instances(SOCKET_INSTANCES)))
                .compose(next -> deployments.deploy(
                        () -> new HttpVerticle(
                                server, connections, inFlight, this::routes, () -> streamSockets(streamOfPages)),
                        instances(HTTP_INSTANCES)));
    }

    /** Mounts every route of the HTTP port. To be called once on each server's context. */
    void routes(Router router) {
        ingest().mount(router);
        new OpsRoutes(health, base.meters(), gate::check).mount(router);
        description.mount(router, gate::check);
        new ManagementApi(
                        base.vertx(),
                        base.database(),
                        gate,
                        inFlight,
                        dictionaries,
                        new NodeParts(facts(), nodes, journal, refusals),
                        followers(),
                        count -> base.bus().publish(Addresses.MESSAGES_QUEUED, count))
                .mount(router);
        new PageRoutes(assets).mount(router);
    }

    private ServerFacts facts() {
        RateLimitSettings rateLimit = base.settings().rateLimit();
        return new ServerFacts(
                Objects.requireNonNullElse(Edge.class.getPackage().getImplementationVersion(), NO_VERSION),
                base.nodeName(),
                rateLimit.windowSeconds(),
                rateLimit.maxEvents(),
                HttpIngest.MAX_EVENT_BYTES,
                HttpIngest.MAX_BULK_BYTES);
    }

    /** The one-time code that this node made for the first account. Empty when there was an account already. */
    Optional<String> firstAccountCode() {
        return gate.firstAccount().code();
    }

    private IssueFollowers followers() {
        return new IssueFollowers() {
            @Override
            public void changed(IssueChanged change) {
                base.bus().publish(Addresses.ISSUE_CHANGED, change);
            }

            @Override
            public void added(ActivityAdded activity) {
                base.bus().publish(Addresses.ACTIVITY_ADDED, activity);
            }
        };
    }

    private HttpIngest ingest() {
        Writes writes = new Writes(
                base.vertx(), base.bus(), dictionaries, base.database().pool(), base.nodeName());
        return new HttpIngest(
                base.vertx(),
                new Door(keys, rateLimits, inFlight),
                new EventStages(new Groups(base.vertx(), base.bus()), writes),
                new SentryStores(new Extras(journal, base.database().pool()), itemCounts),
                request -> gate.visit(request).address(),
                new IngestObserver(ingestMeters, records, refusals));
    }

    private StreamSockets streamSockets(StreamAddress address) {
        return new StreamSockets(base.vertx(), base.bus(), base.database(), gate, streams, address);
    }
}
