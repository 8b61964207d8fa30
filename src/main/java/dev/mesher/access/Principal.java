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
 */
public record Principal(@Nullable UUID user, Map<UUID, Role> roles) {
    private static final Principal OPERATOR = new Principal(null, Map.of());

    public Principal {
        roles = Map.copyOf(roles);
    }

    /** Needs no account, and is owner of everything. */
    public static Principal operator() {
        return OPERATOR;
    }

    /** The role in {@code organization}; empty for one that is not to be seen. */
    public Optional<Role> roleIn(UUID organization) {
        return user == null ? Optional.of(Role.OWNER) : Optional.ofNullable(roles.get(organization));
    }

    public boolean seesEverything() {
        return user == null;
    }

    /** The organisations to look among; without meaning when this {@linkplain #seesEverything() sees everything}. */
    public Set<UUID> organizations() {
        return roles.keySet();
    }
}
