package dev.mesher.api.episode;

import dev.mesher.http.Answers;
import dev.mesher.told.channel.Escape;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * The page of a message's link, for readers who need not be signed in. It has no script and loads nothing.
 *
 * @param html the whole page
 */
record AcknowledgePage(int status, String html) {
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:12vh auto 0;padding:0 1.25rem;color:#1c1f26;"
                    + "background:#fff;overflow-wrap:anywhere}h1{font-size:1.375rem;line-height:1.3}"
                    + "button{font:inherit;font-weight:600;padding:.625rem 1.25rem;border:0;border-radius:.375rem;"
                    + "color:#fff;background:#2f5bd7;cursor:pointer}"
                    + "@media(prefers-color-scheme:dark){body{color:#e6e8ee;background:#14161b}}";

    /** Nothing but the style above, and the form that is sent to this server; no other site may show it in a frame. */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    /** Asks whether to acknowledge. */
    static AcknowledgePage asking(LinkedEpisode episode) {
        return page(
                200,
                "Acknowledge these alerts?",
                about(episode) + "<form method=\"post\"><button>Acknowledge</button></form>");
    }

    /**
     * Nothing is left to acknowledge.
     *
     * @param now whether this very request has acknowledged it
     */
    static AcknowledgePage done(LinkedEpisode episode, boolean now) {
        String title = now ? "Acknowledged" : "This has been taken care of already";
        return page(200, title, about(episode));
    }

    static AcknowledgePage missing() {
        return page(
                404,
                "This link leads nowhere",
                "<p>It is not complete, or what it was about has been deleted. Look into the message once more.</p>");
    }

    static AcknowledgePage expired() {
        return page(410, "This link has expired", "<p>Sign in to Mesher to see the alerts.</p>");
    }

    private static String about(LinkedEpisode episode) {
        return "<p>" + escaped(episode.rule()) + ", in the project " + escaped(episode.project()) + ".</p><p>"
                + String.format(Locale.ROOT, "%,d alert%s", episode.alerts(), episode.alerts() == 1 ? "" : "s")
                + " since " + TIME.format(episode.since().withOffsetSameInstant(ZoneOffset.UTC)) + ".</p>";
    }

    private static AcknowledgePage page(int status, String title, String body) {
        return new AcknowledgePage(
                status,
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                        + "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">"
                        + "<title>" + title + " · Mesher</title><style>" + STYLE + "</style></head><body><main><h1>"
                        + title + "</h1>" + body + "</main></body></html>");
    }

    /**
     * Sends the page. The address is a secret, so no cache keeps the page, and no other site learns the address. With
     * {@code no-referrer} a browser would send its form without an origin, which is refused.
     */
    void send(RoutingContext ctx) {
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("X-Robots-Tag", "noindex");
        Answers.end(ctx, Buffer.buffer(html));
    }

    private static String escaped(String text) {
        return Escape.HTML.text(text);
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
