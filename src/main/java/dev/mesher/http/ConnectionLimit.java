package dev.mesher.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections a node has, and how many of them one address: at most half. Loopback and the trusted proxies, behind
 * which many clients stand, may have all. For any thread.
 */
public final class ConnectionLimit {
    private final int most;
    private final Set<InetAddress> exempt;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Object, Integer> byAddress = new ConcurrentHashMap<>();

    public ConnectionLimit(int most, Collection<InetAddress> trustedProxies) {
        this.most = most;
        this.exempt = Set.copyOf(trustedProxies);
    }

    /** Connections that are open now. */
    public int open() {
        return open.get();
    }

    /** Counts a connection; false, and nothing is counted, when there are too many. Whoever enters must {@link #leave}. */
    boolean tryEnter(InetAddress peer) {
        if (open.incrementAndGet() > most || !tryCount(peer)) {
            int unused = open.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave(InetAddress peer) {
        int unused = open.decrementAndGet();
        if (!isExempt(peer)) {
            Integer unusedLeft =
                    byAddress.computeIfPresent(network(peer), (network, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean tryCount(InetAddress peer) {
        if (isExempt(peer)) {
            return true;
        }
        int share = Math.max(1, most / 2);
        int count = byAddress.merge(network(peer), 1, Integer::sum);
        if (count > share) {
            Integer unused = byAddress.computeIfPresent(network(peer), (network, counted) -> counted - 1);
            return false;
        }
        return true;
    }

    private boolean isExempt(InetAddress peer) {
        return peer.isLoopbackAddress() || exempt.contains(peer);
    }

    /** The address itself, or of IPv6 its first half: one customer has all of that network. */
    private static Object network(InetAddress peer) {
        return peer instanceof Inet6Address
                ? (Object) ByteBuffer.wrap(peer.getAddress()).getLong()
                : peer;
    }
}
