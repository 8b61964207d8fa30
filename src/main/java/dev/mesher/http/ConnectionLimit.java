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
 * Limits the connections of a node. One address may have at most half of them. Loopback addresses and trusted proxies
 * have no such limit, since many clients connect through them. Thread-safe.
 */
public final class ConnectionLimit {
    private final int most;
    private final Set<InetAddress> exempt;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Object, Integer> byAddress = new ConcurrentHashMap<>();

    /**
     * Creates the limits.
     *
     * @param most most connections of the node
     * @param trustedProxies addresses without a limit of their own
     */
    public ConnectionLimit(int most, Collection<InetAddress> trustedProxies) {
        this.most = most;
        this.exempt = Set.copyOf(trustedProxies);
    }

    /** The number of connections that are open now. */
    public int open() {
        return open.get();
    }

    /**
     * Counts a connection. If there are too many, returns false and counts nothing. After true, the caller must call
     * {@link #leave} when the connection closes.
     */
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

    /**
     * What connections are counted by: an IPv4 address, or the first 64 bits of an IPv6 address, since one customer has
     * all addresses with the same first 64 bits.
     */
    private static Object network(InetAddress peer) {
        return peer instanceof Inet6Address
                ? (Object) ByteBuffer.wrap(peer.getAddress()).getLong()
                : peer;
    }
}
