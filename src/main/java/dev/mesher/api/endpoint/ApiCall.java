package dev.mesher.api.endpoint;

import dev.mesher.access.Principal;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.UUID;

/**
 * An admitted request: its caller is authenticated, and its target exists and is visible to the caller.
 *
 * @param body of a POST; empty for a GET
 */
public record ApiCall(RoutingContext http, Principal caller, Target target, JsonObject body) {
    /** The project of the target. */
    public UUID project() {
        return Objects.requireNonNull(target.project(), "the route has no project");
    }

    /** The organisation of the target. */
    public UUID organization() {
        return Objects.requireNonNull(target.organization(), "the route has no target");
    }

    /**
     * The id of the target, which is the first parameter of the path.
     *
     * @throws Refusal 404 for an issue that was merged into another
     */
    public UUID id() {
        if (target.id() == null && target.mergedInto() != null) {
            throw Refusal.notFound("issue");
        }
        return Objects.requireNonNull(target.id(), "the route has no target");
    }

    public Parameters query() {
        return Parameters.of(http);
    }

    /** A parameter of the path other than the first. */
    public String pathText(String name) {
        return Parameters.checked(name, http.pathParam(name));
    }
}
