package dev.mesher.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request comes from, and what of it all they may see.
 *
 * @param user null for one who needs no account: the node trusts who is on its machine, or everyone
 * @param roles the role in each organisation that the user belongs to; without meaning when {@code user} is null
 * @param scopes what the token that they came with is good for; all of them for whoever came without one
 */
public record Principal(@Nullable UUID user, Map<UUID, Role> roles, Set<Scope> scopes) {
    private static final Principal OPERATOR = new Principal(null, Map.of());
    private static final Principal NOBODY = new Principal(new UUID(0, 0), Map.of(), Set.of());

    public Principal {
        roles = Map.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** One who came without an API token. */
    public Principal(@Nullable UUID user, Map<UUID, Role> roles) {
        this(user, roles, Scope.ALL);
    }

    /** Needs no account, and is owner of everything. */
    public static Principal operator() {
        return OPERATOR;
    }

    /** Whoever it is, before they sign in: sees nothing. */
    public static Principal nobody() {
        return NOBODY;
    }

    /** The role in {@code organization}; empty for one that is not to be seen. */
    public Optional<Role> roleIn(UUID organization) {
        return seesEverything() ? Optional.of(Role.OWNER) : Optional.ofNullable(roles.get(organization));
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope);
    }

    /** The organisations to look among, as a query takes them: null stands for all there are. */
    public UUID @Nullable [] organizationFilter() {
        return seesEverything() ? null : roles.keySet().toArray(UUID[]::new);
    }

    private boolean seesEverything() {
        return user == null;
    }
}
