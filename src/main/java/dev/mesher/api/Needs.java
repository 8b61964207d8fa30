package dev.mesher.api;

import dev.mesher.access.Role;
import dev.mesher.access.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller must be for a route. */
public enum Needs {
    /** Nothing: the route is how one signs in. */
    NOTHING(null),
    /** To be signed in; the route shows what the caller may see, and no more. */
    SIGN_IN(null),
    MEMBER(Role.MEMBER),
    ADMIN(Role.ADMIN),
    OWNER(Role.OWNER),
    /** To look after the whole installation: one who needs no account, or an owner of the organisation that it began with. */
    OPERATOR(null);

    private final Optional<Role> role;

    Needs(@Nullable Role role) {
        this.role = Optional.ofNullable(role);
    }

    /** What a token must be good for; empty when nobody need show one. */
    Optional<Scope> scope(HttpMethod method) {
        if (this == NOTHING) {
            return Optional.empty();
        }
        if (HttpMethod.GET.equals(method)) {
            return Optional.of(Scope.READ);
        }
        return Optional.of(this == MEMBER ? Scope.WRITE : Scope.ADMIN);
    }

    /** The role in the organisation that the path's first parameter belongs to; empty when none is needed. */
    Optional<Role> role() {
        return role;
    }
}
