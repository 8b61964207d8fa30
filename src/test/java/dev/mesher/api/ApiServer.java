package dev.mesher.api;

import dev.mesher.access.Gate;
import dev.mesher.api.endpoint.Endpoint;
import dev.mesher.api.operate.NodeParts;
import dev.mesher.api.operate.Nodes;
import dev.mesher.api.operate.ServerFacts;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.diagnostics.RecentRefusals;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.IssueChanged;
import dev.mesher.event.IssueFollowers;
import dev.mesher.http.InFlight;
import dev.mesher.http.Rest;
import dev.mesher.journal.Journal;
import dev.mesher.journal.JournalVerticle;
import dev.mesher.payload.Dictionaries;
import dev.mesher.testing.Await;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import dev.mesher.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The management API on a real server, over a database of its own. */
public final class ApiServer implements AutoCloseable {
    /** What the servers tell about themselves. */
    public static final ServerFacts FACTS = new ServerFacts("1.2.3", "node@127.0.0.1:4370", 60, 1000, 1 << 20, 5 << 20);

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final TestClock clock = new TestClock();
    private final Journal journal = journal(vertx);
    private final Announcements announcements = new Announcements();
    private final Queue<Integer> queued = new ConcurrentLinkedQueue<>();
    private final RecentRefusals refusals = new RecentRefusals("test", clock);
    private final Map<RawHttp, List<Endpoint>> served = new HashMap<>();
    private final Map<RawHttp, Gate> gates = new HashMap<>();
    private final RawHttp http = serve(data.database(), AuthMode.AUTO);

    public StoredData data() {
        return data;
    }

    public RawHttp http() {
        return http;
    }

    /** Its own, in a file among the temporary ones. */
    public Journal journal() {
        return journal;
    }

    /** What was announced of issues so far. */
    public Announcements announcements() {
        return announcements;
    }

    /** How many messages each request queued, of those that queued any; and forgets it. */
    public List<Integer> takeQueued() {
        List<Integer> taken = new ArrayList<>();
        for (Integer next = queued.poll(); next != null; next = queued.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** A node by itself, which has nothing to tell and may always be promoted. */
    private static final class OneNode implements Nodes {
        @Override
        public Future<JsonArray> list() {
            return Future.succeededFuture(new JsonArray());
        }

        @Override
        public Future<Void> promote(String name) {
            return Future.succeededFuture();
        }
    }

    /** Keeps all that is announced of issues. */
    public static final class Announcements implements IssueFollowers {
        private final Queue<IssueChanged> changes = new ConcurrentLinkedQueue<>();
        private final Queue<ActivityAdded> activities = new ConcurrentLinkedQueue<>();

        @Override
        public void changed(IssueChanged change) {
            changes.add(change);
        }

        @Override
        public void added(ActivityAdded activity) {
            activities.add(activity);
        }

        public List<IssueChanged> changesOf(UUID issue) {
            return changes.stream()
                    .filter(change -> change.issueId().equals(issue))
                    .toList();
        }

        /** The entries of the issue's activity, as JSON. */
        public List<JsonObject> activitiesOf(UUID issue) {
            return activities.stream()
                    .filter(activity -> activity.issueId().equals(issue))
                    .map(activity -> new JsonObject(activity.json()))
                    .toList();
        }
    }

    /** What the server says the node's ingest did not keep. */
    public RecentRefusals refusals() {
        return refusals;
    }

    private static Journal journal(Vertx vertx) {
        LocalBus bus = LocalBus.create(vertx);
        Journal journal = new Journal(bus, 1L << 30);
        Path file = Path.of(vertx.fileSystem().createTempDirectoryBlocking("journal"), "journal.db");
        String unused = Await.await(vertx.deployVerticle(
                new JournalVerticle(bus, journal, file, new SimpleMeterRegistry()),
                new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
        return journal;
    }

    /** By which sessions expire and passwords are throttled. */
    public TestClock clock() {
        return clock;
    }

    /** Every route. */
    public List<Endpoint> endpoints() {
        return served.getOrDefault(http, List.of());
    }

    /** The gate of a server that {@link #serve} or {@link #http} returned. */
    public Gate gate(RawHttp server) {
        return Objects.requireNonNull(gates.get(server));
    }

    /** The same data through connections of its own. */
    public Database freshDatabase() {
        return Database.create(vertx, new PostgresUri(data.uri()));
    }

    /** Another server in front of {@code database}. */
    public RawHttp serve(Database database, AuthMode mode, InetAddress... trustedProxies) {
        Router router = Router.router(vertx);
        // As the node's own server does.
        Route unusedRest = router.route().handler(ctx -> {
            int unused = ctx.addHeadersEndHandler(ending -> Rest.discard(vertx, ctx.request()));
            ctx.next();
        });
        Gate gate = new Gate(mode, List.of(trustedProxies), database, clock, clock::nanoTime);
        ManagementApi api = new ManagementApi(
                vertx,
                database,
                gate,
                new InFlight(1 << 24, 1 << 20),
                new Dictionaries(),
                new NodeParts(FACTS, new OneNode(), journal, refusals),
                announcements,
                queued::add);
        List<Endpoint> endpoints = api.endpointsOn(router);
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .await(10, TimeUnit.SECONDS);
            RawHttp client = new RawHttp(server.actualPort());
            List<Endpoint> unused = served.put(client, endpoints);
            Gate unusedGate = gates.put(client, gate);
            return client;
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() throws TimeoutException {
        data.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }
}
