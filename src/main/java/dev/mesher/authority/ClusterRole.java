package dev.mesher.authority;

/** What a node is in its cluster at the moment, whatever role it is configured with. */
public enum ClusterRole {
    /** Holds the authority. */
    PRIMARY("primary"),
    STANDBY("standby");

    private final String wireName;

    ClusterRole(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The role of that wire name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ClusterRole of(String wireName) {
        for (ClusterRole role : values()) {
            if (role.wireName.equals(wireName)) {
                return role;
            }
        }
        throw new IllegalArgumentException("an unknown cluster role");
    }

    /** As other nodes, records and operators read it. */
    public String wireName() {
        return wireName;
    }
}
