package dev.mesher.access;

import java.util.Locale;

/** A member's role in an organisation. Each role may do everything that the later ones may. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that wire name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Role of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Whether this role may do what requires {@code needed}. */
    public boolean covers(Role needed) {
        return compareTo(needed) <= 0;
    }
}
