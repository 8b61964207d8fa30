package dev.mesher.api.people;

import dev.mesher.access.AccountStore;
import dev.mesher.access.Gate;
import dev.mesher.access.NewPassword;
import dev.mesher.access.OpenSession;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's own password, name and sessions. */
public final class AccountRoutes implements ApiRoutes {
    private final Gate gate;
    private final AccountStore accounts;

    public AccountRoutes(Gate gate, AccountStore accounts) {
        this.gate = gate;
        this.accounts = accounts;
    }

    @Override
    public void addTo(Endpoints to) {
        to.post("/api/v1/auth/password", Needs.SIGN_IN, this::changePassword);
        to.post("/api/v1/auth/profile", Needs.SIGN_IN, this::changeProfile);
        to.get("/api/v1/auth/sessions", Needs.SIGN_IN, this::sessions);
        to.post("/api/v1/auth/sessions/:session/end", Needs.SIGN_IN, this::end);
    }

    /** Takes a session: who has found a token must not be able to take over the account. */
    Future<JsonObject> changePassword(ApiCall call) {
        UUID unused = user(call);
        if (call.caller().session() == null) {
            throw Refusal.forbidden("a password is changed in a session: sign in with the present one");
        }
        String current = BodyText.required(call.body(), "current");
        NewPassword changed = new NewPassword(BodyText.required(call.body(), "new"));
        String client = gate.visit(call.http().request()).address();
        return gate.signIn()
                .changePassword(call.caller(), current, changed, client)
                .map(done -> Replies.ok());
    }

    Future<JsonObject> changeProfile(ApiCall call) {
        UUID user = user(call);
        if (!call.body().containsKey("display_name")) {
            throw Refusal.malformed("display_name is missing");
        }
        return accounts.rename(user, BodyText.name(call.body(), "display_name").orElse(""))
                .map(renamed -> Replies.ok());
    }

    Future<JsonArray> sessions(ApiCall call) {
        UUID user = user(call);
        return gate.signIn().list(user).map(all -> {
            JsonArray answer = new JsonArray();
            all.forEach(session -> answer.add(json(session, call.caller().session())));
            return answer;
        });
    }

    Future<JsonObject> end(ApiCall call) {
        UUID session = Parameters.uuid("session", call.pathText("session"));
        return gate.signIn().end(user(call), session).map(ended -> Replies.ok());
    }

    private static UUID user(ApiCall call) {
        UUID user = call.caller().user();
        if (user == null) {
            throw Refusal.forbidden("this belongs to an account: sign in first");
        }
        return user;
    }

    private static JsonObject json(OpenSession session, @Nullable UUID current) {
        return new JsonObject()
                .put("id", session.id().toString())
                .put("created_at", Times.text(session.createdAt()))
                .put("expires_at", Times.text(session.expiresAt()))
                .put("network", session.network())
                .put("current", session.id().equals(current));
    }
}
