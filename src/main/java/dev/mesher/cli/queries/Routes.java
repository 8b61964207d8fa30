package dev.mesher.cli.queries;

import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.RemoteNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The measured routes: every list and dashboard query of a project, its issues and events. */
final class Routes {
    private static final List<String> WORDS = List.of(
            "order", "failed", "timeoutexception", "module7", "customer+123", "item42", "nullpointerexception+pay");
    private static final List<String> TAGS = List.of("browser", "server", "region", "run", "customer");
    private static final List<String> STATES = List.of("unresolved", "resolved", "archived");
    private static final List<String> BUCKETS = List.of("hour", "day");
    private static final List<String> PLACES = List.of("production", "staging", "development");
    private static final int CUSTOMERS = 50_000;
    private static final int RELEASES = 20;
    private static final long TIMEOUT_SECONDS = 60;

    private final RemoteNode target;
    private final int calls;
    private final List<Samples> routes = new ArrayList<>();
    private final List<String> issues = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    Routes(RemoteNode target, int calls) {
        this.target = target;
        this.calls = calls;
    }

    /** Asks the node for existing issues and events, and makes paths with them. */
    List<Samples> discover(NodeApi api) throws TimeoutException {
        for (String sort : List.of("events", "last_seen")) {
            ids(api, target.projectPath("issues?limit=100&sort=" + sort), issues);
        }
        for (String issue : issues.subList(0, Math.min(20, issues.size()))) {
            ids(api, "/api/v1/issues/" + issue + "/events?limit=50", events);
        }
        if (events.isEmpty()) {
            throw new IllegalStateException("the project has no events");
        }
        String cursor = get(api, target.projectPath("changes")).getString("cursor");
        issueLists();
        eventLists();
        dashboards();
        project("changes", "changes", random -> "?since=" + cursor);
        for (String list : List.of("environments", "feedback", "alerts", "alert-rules", "views", "seen", "refusals")) {
            project(list, list, random -> "");
        }
        project("releases", "releases", random -> "?limit=" + (25 + random.nextInt(76)));
        project("items", "items", random -> "");
        project("storage", "storage", random -> "");
        add("projects", random -> "/api/v1/projects");
        ofOneIssue();
        add("events/:event", random -> "/api/v1/events/" + one(events, random));
        return routes;
    }

    private void issueLists() {
        project("issues", "issues", random -> "?limit=" + (25 + random.nextInt(76)));
        project("issues sort=events", "issues", random -> "?sort=events&status=" + one(STATES, random));
        project("issues sort=users", "issues", random -> "?sort=users&level=error");
        project("issues sort=first_seen", "issues", random -> "?sort=first_seen&limit=100");
        project("issues q", "issues", random -> "?q=item" + random.nextInt(10_000));
        project(
                "issues environment, release",
                "issues",
                random -> "?environment=staging&release=1." + random.nextInt(RELEASES));
        project("issues hours=24", "issues", random -> "?hours=24&limit=100&query=is:unresolved");
        query(
                "several terms",
                random -> "is:unresolved+env:staging+!level:info+last_seen:%3C7d+item" + random.nextInt(100));
        query("is:new", random -> "is:new");
        query("is:regressed", random -> "is:regressed");
        query("is:spiking", random -> "is:spiking");
        query("env:", random -> "env:" + one(PLACES, random));
        query("env:, nothing", random -> "env:nosuchplace" + random.nextInt(1_000));
        query("release:", random -> "release:1." + random.nextInt(RELEASES));
        query("release:, nothing", random -> "release:nosuchrelease" + random.nextInt(1_000));
        query("!release:", random -> "!release:1." + random.nextInt(RELEASES));
        query("user:", random -> "user:" + random.nextInt(CUSTOMERS));
        query("user:, nothing", random -> "user:nobody" + random.nextInt(1_000));
        query("tag, rare", random -> "tag.customer:" + random.nextInt(CUSTOMERS));
        query("tag, frequent", random -> "tag.browser:Chrome");
        query("tag, nothing", random -> "tag.customer:nobody" + random.nextInt(1_000));
        project("issues/counts", "issues/counts", random -> "");
        project("issues/counts query", "issues/counts", random -> "?query=env:staging+level:error");
        project("issues/counts user:", "issues/counts", random -> "?query=user:" + random.nextInt(CUSTOMERS));
    }

    private void query(String name, Samples.Path query) {
        project("issues query " + name, "issues", random -> "?query=" + query.of(random));
    }

    private void eventLists() {
        project("events/search, frequent", "events/search", random -> "?q=" + one(WORDS, random));
        project("events/search, rare", "events/search", random -> "?q=order+" + random.nextInt(1_000_000));
        project("events/search, nothing", "events/search", random -> "?q=nosuchword" + random.nextInt(1_000));
        byTime("newest", random -> "");
        byTime("frequent", random -> "&q=" + one(WORDS, random));
        byTime("rare", random -> "&q=order+" + random.nextInt(1_000_000));
        byTime("nothing", random -> "&q=nosuchword" + random.nextInt(1_000));
        byTime(
                "filters",
                random -> "&level=fatal&env=" + one(PLACES, random) + "&release=1." + random.nextInt(RELEASES));
        byTime("tag, rare", random -> "&tag=customer:" + random.nextInt(CUSTOMERS));
        byTime("tag, frequent", random -> "&tag=browser:Chrome");
        project("events/count", "events/count", random -> "?key=customer&value=" + random.nextInt(CUSTOMERS));
        project("events/tags", "events/tags", random -> "?key=customer&value=" + random.nextInt(CUSTOMERS));
        project("sessions/:session/events", "sessions/", random -> "session" + random.nextInt(50_000) + "/events");
    }

    private void byTime(String name, Samples.Path query) {
        project("events/search by time, " + name, "events/search", random -> "?sort=time" + query.of(random));
    }

    private void dashboards() {
        for (String bucket : BUCKETS) {
            project("dashboard/volume " + bucket, "dashboard/volume", random -> "?bucket=" + bucket);
            project("dashboard/volume " + bucket + ", 90 days", "dashboard/volume", random -> days90(bucket));
            project(
                    "dashboard/volume " + bucket + ", 90 days by level",
                    "dashboard/volume",
                    random -> days90(bucket) + "&by=level");
        }
        project("dashboard/levels", "dashboard/levels", random -> "");
        project("dashboard/top-issues", "dashboard/top-issues", random -> "?limit=" + (1 + random.nextInt(100)));
        project("dashboard/tags", "dashboard/tags", random -> "?key=" + one(TAGS, random));
        project("dashboard/health", "dashboard/health", random -> "");
    }

    private static String days90(String bucket) {
        Instant to = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return "?bucket=" + bucket + "&from=" + to.minus(Duration.ofDays(90)) + "&to=" + to;
    }

    private void ofOneIssue() {
        issue("", random -> "");
        issue("/hours", random -> "?bucket=" + one(BUCKETS, random));
        issue("/events", random -> "");
        issue(
                "/events, filters",
                random -> "?level=error&env=" + one(PLACES, random) + "&release=1." + random.nextInt(RELEASES));
        issue("/events, user", random -> "?user=" + random.nextInt(CUSTOMERS));
        issue("/tags", random -> "");
        issue("/activity", random -> "");
        issue("/timeline", random -> "?limit=100");
    }

    /** A route of one issue. What follows a comma in {@code name} tells requests of the same path apart. */
    private void issue(String name, Samples.Path query) {
        String path = name.replaceFirst(",.*", "");
        add("issues/:issue" + name, random -> "/api/v1/issues/" + one(issues, random) + path + query.of(random));
    }

    private void project(String name, String path, Samples.Path query) {
        add(name, random -> target.projectPath(path) + query.of(random));
    }

    private void add(String name, Samples.Path path) {
        routes.add(Samples.of(name, calls, path));
    }

    private static String one(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static void ids(NodeApi api, String path, List<String> ids) throws TimeoutException {
        JsonArray page = get(api, path).getJsonArray("data");
        page.forEach(each -> ids.add(((JsonObject) each).getString("id")));
    }

    private static JsonObject get(NodeApi api, String path) throws TimeoutException {
        return api.get(path).await(TIMEOUT_SECONDS, TimeUnit.SECONDS).expect(200);
    }
}
