package dev.mesher.api.endpoint;

import dev.mesher.access.Role;
import dev.mesher.access.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a route requires of its caller. */
public enum Needs {
    /** Nothing. For the routes that sign in and out. */
    NOTHING(null),
    /** Any signed-in user. The route shows only what the caller may see. */
    SIGN_IN(null),
    MEMBER(Role.MEMBER),
    /** A member for what is the member's own, an admin for what is others'. The route tells the two apart. */
    SELF_OR_ADMIN(Role.MEMBER),
    ADMIN(Role.ADMIN),
    OWNER(Role.OWNER),
    /** A caller who may manage the whole installation: an operator's account, or one who needs no account. */
    OPERATOR(null);

    private final Optional<Role> role;

    Needs(@Nullable Role role) {
        this.role = Optional.ofNullable(role);
    }

    /** The scope that an API token needs for the route. Empty when the route requires no credentials. */
    public Optional<Scope> scope(HttpMethod method) {
        if (this == NOTHING) {
            return Optional.empty();
        }
        if (HttpMethod.GET.equals(method)) {
            return Optional.of(Scope.READ);
        }
        return Optional.of(this == MEMBER ? Scope.WRITE : Scope.ADMIN);
    }

    /** The role that is required in the organisation of the path's first parameter. Empty when none is required. */
    Optional<Role> role() {
        return role;
    }
}
