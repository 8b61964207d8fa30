package dev.mesher.api.people;

import dev.mesher.access.ApiToken;
import dev.mesher.access.Scope;
import dev.mesher.access.TokenStore;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's own API tokens. */
public final class TokenRoutes implements ApiRoutes {
    private final TokenStore tokens;
    private final Clock clock;

    public TokenRoutes(TokenStore tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/tokens", Needs.SIGN_IN, this::list);
        to.post("/api/v1/tokens", Needs.SIGN_IN, this::create);
        to.post("/api/v1/tokens/:token/revoke", Needs.SIGN_IN, this::revoke);
    }

    Future<JsonArray> list(ApiCall call) {
        return tokens.list(user(call)).map(all -> {
            JsonArray answer = new JsonArray();
            all.forEach(token -> answer.add(json(token)));
            return answer;
        });
    }

    /** Creates a token. Only this answer contains its value. */
    Future<Reply> create(ApiCall call) {
        UUID user = user(call);
        String name = BodyText.name(call.body(), "name").orElseThrow(() -> Refusal.malformed("name is missing"));
        Set<Scope> scopes = scopes(call.body());
        scopes.forEach(scope -> {
            if (!call.caller().allows(scope)) {
                throw scope.refusal();
            }
        });
        return tokens.create(user, name, scopes, expiry(call.body()))
                .map(made -> Reply.created(json(made.token()).put("token", made.value())));
    }

    Future<JsonObject> revoke(ApiCall call) {
        UUID token = Parameters.uuid("token", call.pathText("token"));
        return tokens.revoke(user(call), token).map(revoked -> Replies.ok());
    }

    private static UUID user(ApiCall call) {
        UUID user = call.caller().user();
        if (user == null) {
            throw Refusal.forbidden("tokens belong to an account: sign in first");
        }
        return user;
    }

    private static Set<Scope> scopes(JsonObject body) {
        if (!body.containsKey("scopes")) {
            return EnumSet.of(Scope.READ);
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (body.getValue("scopes") instanceof JsonArray names && names.size() <= Scope.LIST.size()) {
            for (Object name : names) {
                boolean unused = scopes.add(Scope.LIST.stream()
                        .filter(scope -> scope.wireName().equals(name))
                        .findFirst()
                        .orElseThrow(TokenRoutes::badScopes));
            }
        }
        if (scopes.isEmpty()) {
            throw badScopes();
        }
        return scopes;
    }

    private static Refusal badScopes() {
        return Refusal.malformed("scopes must be a list of some of read, write, admin");
    }

    private @Nullable OffsetDateTime expiry(JsonObject body) {
        return BodyText.text(body, "expires_at")
                .map(text -> Times.parse(text)
                        .filter(time -> time.toInstant().isAfter(clock.instant()))
                        .orElseThrow(() -> Refusal.malformed("expires_at must be a time to come, in UTC")))
                .orElse(null);
    }

    private static JsonObject json(ApiToken token) {
        return new JsonObject()
                .put("id", token.id().toString())
                .put("name", token.name())
                .put("scopes", new JsonArray(token.scopes()))
                .put("created_at", Times.text(token.createdAt()))
                .put("expires_at", Times.textOrNull(token.expiresAt()))
                .put("last_used_at", Times.textOrNull(token.lastUsedAt()))
                .put("revoked_at", Times.textOrNull(token.revokedAt()));
    }
}
