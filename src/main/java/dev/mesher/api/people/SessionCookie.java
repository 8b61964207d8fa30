package dev.mesher.api.people;

import dev.mesher.access.Gate;
import dev.mesher.access.Session;
import dev.mesher.access.SignIn;
import dev.mesher.http.Times;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Hands a session to a client: in the answer, for use in a bearer header, and as a cookie for browsers. */
public final class SessionCookie {
    private static final String COOKIE = "mesher_session";

    private final Gate gate;

    public SessionCookie(Gate gate) {
        this.gate = gate;
    }

    /** Sets the cookie. Returns the same token for the answer. */
    JsonObject open(RoutingContext ctx, Session session) {
        set(ctx, session.token(), SignIn.LIFETIME);
        return new JsonObject().put("token", session.token()).put("expires_at", Times.text(session.expiresAt()));
    }

    void delete(RoutingContext ctx) {
        set(ctx, "", Duration.ZERO);
    }

    /**
     * {@code SameSite=Lax} sends the cookie when a user follows a link to an issue, for example from a chat, but with
     * no request from another site that changes something. {@code Strict} would only break such links.
     */
    private void set(RoutingContext ctx, String value, Duration age) {
        HttpServerResponse unused = ctx.response()
                .addCookie(Cookie.cookie(COOKIE, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setSecure(gate.visit(ctx.request()).https())
                        .setMaxAge(age.toSeconds()));
    }
}
