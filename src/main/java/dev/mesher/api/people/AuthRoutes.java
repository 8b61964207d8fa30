package dev.mesher.api.people;

import dev.mesher.access.Gate;
import dev.mesher.access.NewAccount;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Signing in, signing out, the first account, and information on the current user. */
public final class AuthRoutes implements ApiRoutes {
    private final Gate gate;
    private final PersonStore people;
    private final SessionCookie cookie;

    public AuthRoutes(Gate gate, PersonStore people, SessionCookie cookie) {
        this.gate = gate;
        this.people = people;
        this.cookie = cookie;
    }

    @Override
    public void addTo(Endpoints to) {
        to.post("/api/v1/auth/login", Needs.NOTHING, this::login);
        to.post("/api/v1/auth/logout", Needs.NOTHING, this::logout);
        to.post("/api/v1/auth/first", Needs.NOTHING, this::first);
        to.get("/api/v1/auth/me", Needs.SIGN_IN, this::me);
    }

    /** Opens a session. */
    Future<JsonObject> login(ApiCall call) {
        String email = BodyText.required(call.body(), "email");
        String password = BodyText.required(call.body(), "password");
        return gate.signIn().open(email, password, client(call)).map(session -> cookie.open(call.http(), session));
    }

    /** Ends the session of the request, if there is one, and deletes the cookie. */
    Future<JsonObject> logout(ApiCall call) {
        return gate.signOut(call.http().request()).map(closed -> {
            cookie.delete(call.http());
            return Replies.ok();
        });
    }

    /** Makes the first account with a one-time code from a node's log, and signs it in. */
    Future<Reply> first(ApiCall call) {
        String code = BodyText.required(call.body(), "code");
        NewAccount account = new NewAccount(
                BodyText.required(call.body(), "email"),
                BodyText.required(call.body(), "password"),
                BodyText.name(call.body(), "display_name").orElse(""));
        return gate.firstAccount()
                .make(code, account, client(call))
                .map(session -> Reply.created(cookie.open(call.http(), session)));
    }

    Future<JsonObject> me(ApiCall call) {
        return people.me(call.caller());
    }

    private String client(ApiCall call) {
        return gate.visit(call.http().request()).address();
    }
}
