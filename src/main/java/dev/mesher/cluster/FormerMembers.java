package dev.mesher.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The addresses of members that left. They may come back, or be the other part of a split cluster. */
final class FormerMembers implements MembershipListener {
    private static final int MAX = 64;

    private final long keptNanos;
    private final LongSupplier nanoClock;
    private final Map<String, Long> goneAt = new LinkedHashMap<>();

    FormerMembers(Duration kept, LongSupplier nanoClock) {
        this.keptNanos = kept.toNanos();
        this.nanoClock = nanoClock;
    }

    /** The latest of them, as {@code address:port}, with an IPv6 address in brackets. */
    synchronized List<String> addresses() {
        long now = nanoClock.getAsLong();
        boolean unused = goneAt.values().removeIf(gone -> now - gone > keptNanos);
        return List.copyOf(goneAt.keySet());
    }

    @Override
    public void memberAdded(MembershipEvent joined) {
        back(joined.getMember().getAddress());
    }

    @Override
    public void memberRemoved(MembershipEvent left) {
        gone(left.getMember().getAddress());
    }

    synchronized void gone(Address member) {
        String address = text(member);
        Long unused = goneAt.remove(address);
        goneAt.put(address, nanoClock.getAsLong());
        if (goneAt.size() > MAX) {
            goneAt.remove(goneAt.keySet().iterator().next());
        }
    }

    synchronized void back(Address member) {
        Long unused = goneAt.remove(text(member));
    }

    private static String text(Address address) {
        String host = address.getHost();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
