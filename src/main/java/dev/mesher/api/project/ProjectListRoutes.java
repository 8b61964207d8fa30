package dev.mesher.api.project;

import dev.mesher.access.Gate;
import dev.mesher.access.Visit;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import dev.mesher.api.people.PersonStore;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Lists the caller's organisations and projects, and creates, renames and deletes projects. */
public final class ProjectListRoutes implements ApiRoutes {
    private final Gate gate;
    private final PersonStore people;
    private final ProjectListStore projects;

    public ProjectListRoutes(Gate gate, PersonStore people, ProjectListStore projects) {
        this.gate = gate;
        this.people = people;
        this.projects = projects;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/orgs", Needs.SIGN_IN, this::organizations);
        to.get("/api/v1/projects", Needs.SIGN_IN, this::list);
        to.post(ORG + "/projects", Needs.ADMIN, this::create);
        to.get(PROJECT, Needs.MEMBER, this::get);
        to.post(PROJECT, Needs.ADMIN, this::change);
        to.post(PROJECT + "/delete", Needs.OWNER, this::delete);
    }

    Future<JsonArray> organizations(ApiCall call) {
        return people.organizations(call.caller());
    }

    Future<JsonArray> list(ApiCall call) {
        Visit visit = visit(call);
        return projects.list(call.caller().organizationFilter()).map(found -> {
            JsonArray answer = new JsonArray();
            found.forEach(project -> answer.add(project.json(visit)));
            return answer;
        });
    }

    Future<JsonObject> get(ApiCall call) {
        return projects.get(call.project()).map(project -> project.json(visit(call)));
    }

    Future<Reply> create(ApiCall call) {
        return projects.create(call.organization(), NewProject.of(call.body()))
                .map(project -> Reply.created(project.json(visit(call))));
    }

    /** Changes the fields that the body names. An empty platform removes it. */
    Future<JsonObject> change(ApiCall call) {
        boolean named = call.body().containsKey("name");
        boolean platformGiven = call.body().containsKey("platform");
        if (!named && !platformGiven) {
            throw Refusal.malformed("name or platform is missing");
        }
        String name = BodyText.name(call.body(), "name").orElse(null);
        if (named && name == null) {
            throw Refusal.malformed("name is empty");
        }
        String platform = platformGiven ? BodyText.name(call.body(), "platform").orElse("") : null;
        return projects.change(call.project(), name, platform).compose(changed -> get(call));
    }

    /** The body repeats the slug, since there is no way back. */
    Future<JsonObject> delete(ApiCall call) {
        return projects.delete(call.project(), BodyText.required(call.body(), "slug"))
                .map(deleted -> Replies.ok());
    }

    private Visit visit(ApiCall call) {
        return gate.visit(call.http().request());
    }
}
