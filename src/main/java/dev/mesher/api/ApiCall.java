package dev.mesher.api;

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
record ApiCall(RoutingContext http, Principal caller, Target target, JsonObject body) {
    /** The project of the target. */
    UUID project() {
        return Objects.requireNonNull(target.project(), "the route has no project");
    }

    /** The organisation of the target. */
    UUID organization() {
        return Objects.requireNonNull(target.organization(), "the route has no target");
    }

    /**
     * The id of the target, which is the first parameter of the path.
     *
     * @throws Refusal 404 for an issue that was merged into another
     */
    UUID id() {
        if (target.id() == null && target.mergedInto() != null) {
            throw Refusal.notFound("issue");
        }
        return Objects.requireNonNull(target.id(), "the route has no target");
    }

    /** The event in the path. */
    EventDetailRow event() {
        return Objects.requireNonNull(target.event(), "the route has no event");
    }

    Parameters query() {
        return Parameters.of(http);
    }

    /** A parameter of the path other than the first. */
    String pathText(String name) {
        return Parameters.checked(name, http.pathParam(name));
    }
}
