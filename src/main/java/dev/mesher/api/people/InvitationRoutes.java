package dev.mesher.api.people;

import dev.mesher.access.Gate;
import dev.mesher.access.Invitation;
import dev.mesher.access.NewAccount;
import dev.mesher.access.Role;
import dev.mesher.access.SentInvitation;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Invitations into an organisation: sent by its admins, accepted by whoever has the token. */
public final class InvitationRoutes implements ApiRoutes {
    private final Gate gate;
    private final SessionCookie cookie;

    public InvitationRoutes(Gate gate, SessionCookie cookie) {
        this.gate = gate;
        this.cookie = cookie;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(ORG + "/invitations", Needs.ADMIN, this::list);
        to.post(ORG + "/invitations", Needs.ADMIN, this::invite);
        to.post("/api/v1/invitations/:invitation/revoke", Needs.ADMIN, this::revoke);
        to.post("/api/v1/auth/invitation", Needs.NOTHING, this::show);
        to.post("/api/v1/auth/accept", Needs.NOTHING, this::accept);
    }

    Future<JsonArray> list(ApiCall call) {
        return gate.invitations().list(call.organization()).map(all -> {
            JsonArray answer = new JsonArray();
            all.forEach(invitation -> answer.add(json(invitation)));
            return answer;
        });
    }

    /** Only this answer contains the token. */
    Future<Reply> invite(ApiCall call) {
        UUID by = call.caller().user();
        if (by == null) {
            throw Refusal.forbidden("invitations come from an account: sign in first");
        }
        String email = BodyText.required(call.body(), "email");
        Role role = MemberRoutes.role(call.body());
        if (!MemberRoutes.own(call).covers(role)) {
            throw Refusal.forbidden("an invitation gives at most your own role");
        }
        return gate.invitations()
                .invite(call.organization(), email, role, by)
                .map(made -> Reply.created(new JsonObject()
                        .put("id", made.id().toString())
                        .put("token", made.token())
                        .put("expires_at", Times.text(made.expiresAt()))));
    }

    Future<JsonObject> revoke(ApiCall call) {
        return gate.invitations().revoke(call.id()).map(revoked -> Replies.ok());
    }

    Future<JsonObject> show(ApiCall call) {
        return gate.invitations()
                .show(BodyText.required(call.body(), "token"), client(call))
                .map(InvitationRoutes::json);
    }

    /** A new account is signed in. */
    Future<Object> accept(ApiCall call) {
        String token = BodyText.required(call.body(), "token");
        return gate.visitor(call.http().request())
                .compose(visitor ->
                        gate.invitations().accept(token, visitor.caller(), email -> account(call, email), client(call)))
                .map(session -> session.<Object>map(made -> Reply.created(cookie.open(call.http(), made)))
                        .orElseGet(Replies::ok));
    }

    private static NewAccount account(ApiCall call, String email) {
        return new NewAccount(
                email,
                BodyText.required(call.body(), "password"),
                BodyText.name(call.body(), "display_name").orElse(""));
    }

    private String client(ApiCall call) {
        return gate.visit(call.http().request()).address();
    }

    private static JsonObject json(Invitation invitation) {
        return new JsonObject()
                .put(
                        "organization",
                        new JsonObject()
                                .put("id", invitation.organization().toString())
                                .put("name", invitation.organizationName())
                                .put("slug", invitation.organizationSlug()))
                .put("email", invitation.email())
                .put("role", invitation.role().wireName())
                .put("expires_at", Times.text(invitation.expiresAt()))
                .put("account_exists", invitation.account() != null);
    }

    private static JsonObject json(SentInvitation invitation) {
        return new JsonObject()
                .put("id", invitation.id().toString())
                .put("email", invitation.email())
                .put("role", invitation.role().wireName())
                .put("invited_by", invitation.invitedBy())
                .put("created_at", Times.text(invitation.createdAt()))
                .put("expires_at", Times.text(invitation.expiresAt()))
                .put("accepted_at", Times.textOrNull(invitation.acceptedAt()))
                .put("revoked_at", Times.textOrNull(invitation.revokedAt()));
    }
}
