package dev.mesher.web;

import dev.mesher.http.Answers;
import dev.mesher.http.Gzip;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Serves the dashboard. Everybody may load its files: they hold no data, which the page asks the API for. Every address
 * that a browser opens, and that no other route has, leads to the same page, which reads the address itself.
 */
public final class PageRoutes {
    /**
     * Scripts, styles, fonts and connections are those of this server alone; nothing in the page's own text can be a
     * script; no other site may show the page in a frame.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String ONE_YEAR = "public, max-age=31536000, immutable";

    /** What belongs to programs: an address below these that no route has is a 404, also for a browser. */
    private static final List<String> OF_PROGRAMS = List.of("/api/", "/ui/");

    private final Assets assets;

    public PageRoutes(Assets assets) {
        this.assets = assets;
    }

    /** Adds the route. It runs after all others, so the order of mounting does not matter. */
    public void mount(Router router) {
        // Takes every method: otherwise the router would answer 405 in place of 404 to a POST to any unknown address.
        Route unused = router.route().last().handler(this::answer);
    }

    private void answer(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        Optional<Asset> file = isRead(ctx) ? assets.at(path) : Optional.empty();
        if (file.isPresent()) {
            send(ctx, file.get(), ONE_YEAR);
        } else if (isRead(ctx) && (path.equals("/") || (isBrowser(ctx) && isOfPeople(path)))) {
            ctx.response()
                    .putHeader("Content-Security-Policy", POLICY)
                    .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                    .putHeader("X-Frame-Options", "DENY");
            send(ctx, assets.page(), "no-cache");
        } else {
            ctx.next();
        }
    }

    private static boolean isOfPeople(String path) {
        return OF_PROGRAMS.stream().noneMatch(path::startsWith);
    }

    private static boolean isRead(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        return HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
    }

    private static boolean isBrowser(RoutingContext ctx) {
        String accept = ctx.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    private static void send(RoutingContext ctx, Asset asset, String caching) {
        boolean zip = asset.isZipped() && Gzip.accepted(ctx.request());
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader(HttpHeaders.VARY, "Accept-Encoding, Accept")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        Buffer body = zip ? asset.zipped() : asset.plain();
        if (zip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        Answers.end(ctx, body);
    }
}
