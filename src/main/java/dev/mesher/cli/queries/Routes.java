package dev.mesher.cli.queries;

import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.RemoteNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
    private static final long TIMEOUT_SECONDS = 60;

    private final RemoteNode target;
    private final int calls;
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
        List<Samples> routes = new ArrayList<>();
        project(routes, "issues", "issues", random -> "?limit=" + (25 + random.nextInt(76)));
        project(routes, "issues sort=events", "issues", random -> "?sort=events&status=" + one(STATES, random));
        project(routes, "issues sort=users", "issues", random -> "?sort=users&level=error");
        project(routes, "issues sort=first_seen", "issues", random -> "?sort=first_seen&limit=100");
        project(routes, "issues q", "issues", random -> "?q=item" + random.nextInt(10_000));
        project(
                routes,
                "issues environment, release",
                "issues",
                random -> "?environment=staging&release=1." + random.nextInt(20));
        project(routes, "issues hours=24", "issues", random -> "?hours=24&query=is:unresolved");
        project(
                routes,
                "issues query",
                "issues",
                random -> "?query=is:unresolved+env:staging+!level:info+last_seen:%3C7d+item" + random.nextInt(100));
        project(routes, "issues query user:", "issues", random -> "?query=user:" + random.nextInt(50_000));
        project(routes, "issues query tag, rare", "issues", random -> "?query=tag.customer:" + random.nextInt(50_000));
        project(routes, "issues query tag, frequent", "issues", random -> "?query=tag.browser:Chrome");
        project(routes, "issues query is:spiking", "issues", random -> "?query=is:spiking");
        project(routes, "issues/counts", "issues/counts", random -> "");
        project(routes, "issues/counts query", "issues/counts", random -> "?query=env:staging+level:error");
        project(routes, "events/search, frequent", "events/search", random -> "?q=" + one(WORDS, random));
        project(routes, "events/search, rare", "events/search", random -> "?q=order+" + random.nextInt(1_000_000));
        project(routes, "events/search, nothing", "events/search", random -> "?q=nosuchword" + random.nextInt(1_000));
        project(routes, "events/count", "events/count", random -> "?key=customer&value=" + random.nextInt(50_000));
        project(
                routes,
                "sessions/:session/events",
                "sessions/",
                random -> "session" + random.nextInt(50_000) + "/events");
        for (String bucket : BUCKETS) {
            project(routes, "dashboard/volume " + bucket, "dashboard/volume", random -> "?bucket=" + bucket);
        }
        project(routes, "dashboard/levels", "dashboard/levels", random -> "");
        project(
                routes,
                "dashboard/top-issues",
                "dashboard/top-issues",
                random -> "?limit=" + (1 + random.nextInt(100)));
        project(routes, "dashboard/tags", "dashboard/tags", random -> "?key=" + one(TAGS, random));
        project(routes, "dashboard/health", "dashboard/health", random -> "");
        project(routes, "items", "items", random -> "");
        project(routes, "storage", "storage", random -> "");
        add(routes, "issues/:issue", random -> "/api/v1/issues/" + one(issues, random));
        add(
                routes,
                "issues/:issue/hours",
                random -> "/api/v1/issues/" + one(issues, random) + "/hours?bucket=" + one(BUCKETS, random));
        add(routes, "issues/:issue/events", random -> "/api/v1/issues/" + one(issues, random) + "/events");
        add(
                routes,
                "issues/:issue/timeline",
                random -> "/api/v1/issues/" + one(issues, random) + "/timeline?limit=100");
        add(routes, "events/:event", random -> "/api/v1/events/" + one(events, random));
        return routes;
    }

    private void project(List<Samples> routes, String name, String path, Samples.Path query) {
        add(routes, name, random -> target.projectPath(path) + query.of(random));
    }

    private void add(List<Samples> routes, String name, Samples.Path path) {
        routes.add(Samples.of(name, calls, path));
    }

    private static String one(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static void ids(NodeApi api, String path, List<String> ids) throws TimeoutException {
        JsonArray page = api.get(path)
                .await(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .expect(200)
                .getJsonArray("data");
        page.forEach(each -> ids.add(((JsonObject) each).getString("id")));
    }
}
