package dev.mesher.api.people;

import dev.mesher.access.Gate;
import dev.mesher.access.SignIn;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Signing in, signing out, and information on the current user. */
public final class AuthRoutes implements ApiRoutes {
    private static final String COOKIE = "mesher_session";

    private final Gate gate;
    private final PersonStore people;

    public AuthRoutes(Gate gate, PersonStore people) {
        this.gate = gate;
        this.people = people;
    }

    @Override
    public void addTo(Endpoints to) {
        to.post("/api/v1/auth/login", Needs.NOTHING, this::login);
        to.post("/api/v1/auth/logout", Needs.NOTHING, this::logout);
        to.get("/api/v1/auth/me", Needs.SIGN_IN, this::me);
    }

    /** Opens a session. Answers its token, for use in a bearer header, and sets the same token as a cookie. */
    Future<JsonObject> login(ApiCall call) {
        String email = BodyText.required(call.body(), "email");
        String password = BodyText.required(call.body(), "password");
        String client = gate.visit(call.http().request()).address();
        return gate.signIn().open(email, password, client).map(session -> {
            setCookie(call.http(), session.token(), SignIn.LIFETIME);
            return new JsonObject().put("token", session.token()).put("expires_at", Times.text(session.expiresAt()));
        });
    }

    /** Ends the session of the request, if there is one, and deletes the cookie. */
    Future<JsonObject> logout(ApiCall call) {
        return gate.signOut(call.http().request()).map(closed -> {
            setCookie(call.http(), "", Duration.ZERO);
            return Replies.ok();
        });
    }

    Future<JsonObject> me(ApiCall call) {
        return people.me(call.caller());
    }

    /**
     * {@code SameSite=Lax} sends the cookie when a user follows a link to an issue, for example from a chat, but with
     * no request from another site that changes something. {@code Strict} would only break such links.
     */
    private void setCookie(RoutingContext ctx, String value, Duration age) {
        HttpServerResponse unused = ctx.response()
                .addCookie(Cookie.cookie(COOKIE, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setSecure(gate.visit(ctx.request()).https())
                        .setMaxAge(age.toSeconds()));
    }
}
