package dev.mesher.authority;

/**
 * What the authority's row said when this node last asked.
 *
 * @param held whether this process holds the lease
 * @param promotionEpoch the epoch of the row, whichever node holds the lease
 */
public record Standing(boolean held, long promotionEpoch) {
    public ClusterRole role() {
        return held ? ClusterRole.PRIMARY : ClusterRole.STANDBY;
    }
}
