package dev.mesher.api.people;

import dev.mesher.access.Role;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.UUID;

/** The members of an organisation and their roles. */
public final class MemberRoutes implements ApiRoutes {
    private final MemberStore members;

    public MemberRoutes(MemberStore members) {
        this.members = members;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(ORG + "/members", Needs.MEMBER, this::list);
        to.post(ORG + "/members", Needs.ADMIN, this::add);
        to.post(ORG + "/members/:membership/role", Needs.ADMIN, this::setRole);
        to.post(ORG + "/members/:membership/remove", Needs.SELF_OR_ADMIN, this::remove);
    }

    Future<JsonArray> list(ApiCall call) {
        return members.list(call.organization());
    }

    Future<Reply> add(ApiCall call) {
        UUID user = Parameters.uuid("user_id", BodyText.required(call.body(), "user_id"));
        Role role = call.body().containsKey("role") ? role(call.body()) : Role.MEMBER;
        if (role == Role.OWNER && own(call) != Role.OWNER) {
            throw Refusal.forbidden("only an owner may make or unmake owners");
        }
        return members.add(call.organization(), user, role)
                .map(id -> Reply.created(new JsonObject().put("id", id.toString())));
    }

    Future<JsonObject> setRole(ApiCall call) {
        return members.setRole(call.organization(), membership(call), role(call.body()), own(call))
                .map(changed -> Replies.ok());
    }

    /** Members may remove themselves, and so leave the organisation. */
    Future<JsonObject> remove(ApiCall call) {
        return members.remove(
                        call.organization(),
                        membership(call),
                        own(call),
                        call.caller().user())
                .map(removed -> Replies.ok());
    }

    private static UUID membership(ApiCall call) {
        return Parameters.uuid("membership", call.pathText("membership"));
    }

    static Role own(ApiCall call) {
        return call.caller().roleIn(call.organization()).orElse(Role.MEMBER);
    }

    static Role role(JsonObject body) {
        String name = BodyText.required(body, "role");
        return Arrays.stream(Role.values())
                .filter(role -> role.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed("role must be one of owner, admin, member"));
    }
}
