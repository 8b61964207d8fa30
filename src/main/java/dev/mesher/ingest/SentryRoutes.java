package dev.mesher.ingest;

import dev.mesher.decode.Inflate;
import dev.mesher.decode.sentry.EventIds;
import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import dev.mesher.http.Body;
import dev.mesher.http.BodyPace;
import dev.mesher.http.Held;
import dev.mesher.http.InFlight;
import dev.mesher.http.Room;
import dev.mesher.text.FullPattern;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The routes of Sentry's clients: {@code POST /api/<number>/envelope/} and the older ones, with or without the final
 * slash.
 */
final class SentryRoutes {
    private static final int LONGEST_PATH = 8_192;
    private static final FullPattern NUMBER = FullPattern.of("[0-9]{1,18}", 18);
    private static final FullPattern ENVELOPE = FullPattern.of("/api/(?<number>[^/]++)/envelope/?", LONGEST_PATH);
    private static final FullPattern STORE = FullPattern.of("/api/(?<number>[^/]++)/store/?", LONGEST_PATH);
    private static final FullPattern STORE_BY_KEY = FullPattern.of("/api/store/?", LONGEST_PATH);
    private static final FullPattern SECURITY = FullPattern.of("/api/(?<number>[^/]++)/security/?", LONGEST_PATH);
    private static final FullPattern CSP_REPORT = FullPattern.of("/api/(?<number>[^/]++)/csp-report/?", LONGEST_PATH);
    private static final FullPattern ELSEWHERE = FullPattern.of("/api/(?!v1(?:/|$)).*+", LONGEST_PATH);
    private static final String NOT_TAKEN =
            "not found: Sentry's clients send to envelope, store, security and csp-report here";

    private final Vertx vertx;
    private final Door door;
    private final KeylessEnvelope keyless;
    private final SentryIngest ingest;
    private final Function<HttpServerRequest, String> clientAddress;
    private final IngestObserver observer;

    /**
     * Creates the routes.
     *
     * @param clientAddress finds the address of a request's client. What a proxy says of it counts when the proxy is
     *     trusted
     */
    SentryRoutes(
            Vertx vertx,
            Door door,
            KeylessEnvelope keyless,
            SentryIngest ingest,
            Function<HttpServerRequest, String> clientAddress,
            IngestObserver observer) {
        this.vertx = vertx;
        this.door = door;
        this.keyless = keyless;
        this.ingest = ingest;
        this.clientAddress = clientAddress;
        this.observer = observer;
    }

    void mount(Router router) {
        mount(router, "/api/{number}/envelope/", ENVELOPE, SentryIngest.MAX_ENVELOPE_BYTES, true, ingest::envelope);
        mount(router, "/api/{number}/store/", STORE, SentryIngest.MAX_STORE_BYTES, false, ingest::store);
        mount(router, "/api/store/", STORE_BY_KEY, SentryIngest.MAX_STORE_BYTES, false, ingest::store);
        mount(router, "/api/{number}/security/", SECURITY, SentryIngest.MAX_STORE_BYTES, false, ingest::security);
        mount(router, "/api/{number}/csp-report/", CSP_REPORT, SentryIngest.MAX_STORE_BYTES, false, ingest::security);
        Route unused = router.routeWithRegex(ELSEWHERE.regex()).handler(this::notTaken);
    }

    /** Answers 404 to requests that Mesher does not support, such as minidumps. No client tries again after a 404. */
    private void notTaken(RoutingContext ctx) {
        Answers.json(ctx, 404, Answers.error(NOT_TAKEN).put("detail", NOT_TAKEN));
    }

    /**
     * Mounts one route.
     *
     * @param form matches the path without its final slash, which is optional
     */
    private void mount(Router router, String path, FullPattern form, int limit, boolean keyInBody, Stage stage) {
        Route unused = router.routeWithRegex(form.regex())
                .setName(path)
                .handler(ctx -> {
                    if (HttpMethod.POST.equals(ctx.request().method())) {
                        observer.serve(
                                ctx, attempt -> serve(ctx, attempt, limit, keyInBody, stage), SentryRoutes::refuse);
                    } else {
                        Answers.methodNotAllowed(ctx, "POST, OPTIONS");
                    }
                })
                .failureHandler(Answers::failure);
    }

    private Future<Void> serve(RoutingContext ctx, Attempt attempt, int limit, boolean keyInBody, Stage stage) {
        HttpServerRequest request = ctx.request();
        Long number = number(ctx.pathParam("number"));
        String key = IngestKey.find(request);
        if (key == null && keyInBody) {
            return serve(ctx, null, number, attempt, limit, stage);
        }
        Project project = door.project(key);
        return observer.ofProject(
                project, () -> serve(ctx, SentryRequest.checked(project, number), number, attempt, limit, stage));
    }

    private Future<Void> serve(
            RoutingContext ctx,
            @Nullable Project project,
            @Nullable Long number,
            Attempt attempt,
            int limit,
            Stage stage) {
        HttpServerRequest request = ctx.request();
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        Inflate.checkKnown(encoding);
        SentryRequest.Head head = new SentryRequest.Head(
                number,
                encoding,
                clientAddress.apply(request),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                IngestKey.query(request));
        return Door.holding(share(project), lease -> {
                    Patience patience = Patience.begin(vertx);
                    return take(request, new SentryRequest(head, project, attempt, lease, patience), limit, stage);
                })
                .map(taken -> {
                    answer(ctx, taken);
                    return null;
                });
    }

    private static @Nullable Long number(@Nullable String text) {
        if (text != null && !NUMBER.matches(text)) {
            throw Refusal.notFound("project");
        }
        return text == null ? null : Long.valueOf(text);
    }

    private InFlight.Share share(@Nullable Project project) {
        return project == null ? door.inFlight().strangers() : door.inFlight().project(project.id());
    }

    private Future<SentryTaken> take(HttpServerRequest request, SentryRequest sender, int limit, Stage stage) {
        Project project = sender.project();
        if (project == null) {
            return keyless.take(
                    request,
                    sender,
                    limit,
                    (known, body) -> observer.ofProject(known.sender(), () -> stage.run(known, body)));
        }
        Room room = new Room(door.inFlight(), project.id(), Patience.MILLIS);
        return hasRoom(request, share(project), room, limit)
                .compose(free -> new Body(vertx, request, sender.lease(), BodyPace.KNOWN, room).whole(limit))
                .compose(body -> stage.run(sender, body));
    }

    /**
     * Waits until a body of the announced length has room. A body beyond the limit gets a 413 from the reader of the
     * body. It should not get a 503 here.
     */
    private Future<Void> hasRoom(HttpServerRequest request, InFlight.Share share, Room room, int limit) {
        long announced = Math.min(Body.announced(request), limit);
        if (share.hasRoom(announced)) {
            return Future.succeededFuture();
        }
        Held.pause(request);
        return room.await(vertx, () -> share.hasRoom(announced));
    }

    /** Answers with status 200. Some clients take any other successful status for a failure. */
    private static void answer(RoutingContext ctx, SentryTaken taken) {
        RateWindow window = taken.window();
        if (window != null) {
            Answers.rateLimitHeaders(ctx.response(), window);
            if (window.remaining() == 0) {
                Answers.sentryRateLimits(ctx.response(), window);
            }
        }
        UUID id = taken.eventId();
        Answers.json(ctx, 200, Buffer.buffer(id == null ? "{}" : "{\"id\":\"" + EventIds.text(id) + "\"}"));
    }

    /** Answers with the reason also in the field {@code detail}, where Sentry's clients look for it. */
    private static void refuse(RoutingContext ctx, Throwable cause) {
        if (cause instanceof Refusal refusal) {
            Answers.refusal(ctx, refusal, Answers.error(refusal.getMessage()).put("detail", refusal.getMessage()));
        } else {
            Answers.failure(ctx, cause);
        }
    }

    /** Handles a complete body. */
    interface Stage {
        Future<SentryTaken> run(SentryRequest sender, byte[] body);
    }
}
