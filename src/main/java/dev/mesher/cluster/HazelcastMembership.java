package dev.mesher.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.List;
import java.util.Objects;

/** The members as Hazelcast counts them. */
record HazelcastMembership(String localNode, HazelcastInstance hazelcast) implements Membership {
    @Override
    public List<String> nodes() {
        try {
            return hazelcast.getCluster().getMembers().stream()
                    .map(HazelcastMembership::name)
                    .sorted()
                    .toList();
        } catch (HazelcastInstanceNotActiveException stopped) {
            return List.of(localNode);
        }
    }

    private static String name(Member member) {
        return Objects.requireNonNullElse(member.getAttribute(HazelcastSettings.NODE_ATTRIBUTE), "?");
    }
}
