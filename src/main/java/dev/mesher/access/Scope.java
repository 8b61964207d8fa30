package dev.mesher.access;

import dev.mesher.event.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an API token may be used for, within its user's role. None includes another. */
public enum Scope {
    /** To look. */
    READ,
    /** To do what a member may. */
    WRITE,
    /** To do what takes an admin or an owner, and to manage the user's own tokens. */
    ADMIN;

    /** Of whoever comes without a token: the role alone decides. */
    public static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

    public static final List<Scope> LIST = List.of(values());

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For a token that lacks it. */
    public Refusal refusal() {
        return Refusal.forbidden("the token lacks the scope " + wireName());
    }

    static Scope of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
