package dev.mesher.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The user who sent a request, and what they may see and do.
 *
 * @param user null for a caller who needs no account, because the mode trusts callers on this machine or everyone
 * @param roles the role in each organisation of the user; unused when {@code user} is null
 * @param scopes the scopes of the API token of the request; all scopes when it came without one
 * @param operator whether the caller may manage the whole installation
 * @param session the id of the request's session; null when it came with a token or needs no account
 */
public record Principal(
        @Nullable UUID user, Map<UUID, Role> roles, Set<Scope> scopes, boolean operator, @Nullable UUID session) {
    private static final Principal WITHOUT_ACCOUNT = new Principal(null, Map.of(), Scope.ALL, true, null);
    private static final Principal NOBODY = new Principal(new UUID(0, 0), Map.of(), Set.of(), false, null);

    public Principal {
        roles = Map.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** A caller who needs no account, is an owner of every organisation, and an operator. */
    public static Principal withoutAccount() {
        return WITHOUT_ACCOUNT;
    }

    /** A caller who has not signed in. Sees nothing. */
    public static Principal nobody() {
        return NOBODY;
    }

    /** The role in {@code organization}. Empty when the caller may not see it. */
    public Optional<Role> roleIn(UUID organization) {
        return seesEverything() ? Optional.of(Role.OWNER) : Optional.ofNullable(roles.get(organization));
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope);
    }

    /** The organisations that queries are restricted to. Null means all. */
    public UUID @Nullable [] organizationFilter() {
        return seesEverything() ? null : roles.keySet().toArray(UUID[]::new);
    }

    private boolean seesEverything() {
        return user == null;
    }
}
