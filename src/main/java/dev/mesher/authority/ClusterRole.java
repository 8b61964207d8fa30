package dev.mesher.authority;

/** A node's current role in its cluster, whatever role it is configured with. */
public enum ClusterRole {
    /** Holds the authority. */
    PRIMARY("primary"),
    STANDBY("standby");

    private final String wireName;

    ClusterRole(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The role with that wire name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ClusterRole of(String wireName) {
        for (ClusterRole role : values()) {
            if (role.wireName.equals(wireName)) {
                return role;
            }
        }
        throw new IllegalArgumentException("unknown cluster role");
    }

    /** The name by which other nodes, records and operators read the role. */
    public String wireName() {
        return wireName;
    }
}
