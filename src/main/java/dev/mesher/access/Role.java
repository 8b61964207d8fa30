package dev.mesher.access;

import java.util.Locale;

/** A member's role in an organisation; each may do what those after it may. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that name.
     *
     * @throws IllegalArgumentException for what is none
     */
    public static Role of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Whether this role may do what needs {@code needed}. */
    public boolean covers(Role needed) {
        return compareTo(needed) <= 0;
    }
}
