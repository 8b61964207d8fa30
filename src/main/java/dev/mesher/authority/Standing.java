package dev.mesher.authority;

/**
 * What the authority's row said when this node last asked.
 *
 * @param held whether this process holds the lease
 * @param promotionEpoch the row's, whoever holds it
 */
public record Standing(boolean held, long promotionEpoch) {
    public ClusterRole role() {
        return held ? ClusterRole.PRIMARY : ClusterRole.STANDBY;
    }
}
