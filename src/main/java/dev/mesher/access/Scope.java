package dev.mesher.access;

import dev.mesher.event.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an API token may be used for, within its user's role. No scope includes another. */
public enum Scope {
    /** Read. */
    READ,
    /** Do what a member may do. */
    WRITE,
    /** Do what an admin or an owner may do, and manage the user's own tokens. */
    ADMIN;

    /** The scopes of a caller without an API token: the role alone decides. */
    public static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

    public static final List<Scope> LIST = List.of(values());

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The refusal of a token that lacks this scope. */
    public Refusal refusal() {
        return Refusal.forbidden("the token lacks the scope " + wireName());
    }

    static Scope of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
