package dev.mesher.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members that Hazelcast knows. It is asked twice for each batch, so the names are computed only when the members
 * change.
 */
final class HazelcastMembership implements Membership {
    private final String localNode;
    private final HazelcastInstance hazelcast;
    private volatile @Nullable Count last;

    /**
     * The names of one set of members. Hazelcast returns the same set until a member comes or goes, and attributes
     * never change.
     */
    private record Count(Set<Member> members, List<String> names) {}

    HazelcastMembership(String localNode, HazelcastInstance hazelcast) {
        this.localNode = localNode;
        this.hazelcast = hazelcast;
    }

    @Override
    public String localNode() {
        return localNode;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public List<String> nodes() {
        try {
            Set<Member> members = hazelcast.getCluster().getMembers();
            Count known = last;
            if (known == null || known.members != members) {
                known = new Count(
                        members,
                        members.stream().map(HazelcastMembership::name).sorted().toList());
                last = known;
            }
            return known.names;
        } catch (HazelcastInstanceNotActiveException stopped) {
            return List.of(localNode);
        }
    }

    private static String name(Member member) {
        return Objects.requireNonNullElse(member.getAttribute(HazelcastSettings.NODE_ATTRIBUTE), "?");
    }
}
