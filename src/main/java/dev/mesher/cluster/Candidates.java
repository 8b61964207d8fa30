package dev.mesher.cluster;

import dev.mesher.config.IpLiteral;
import dev.mesher.config.Seed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The addresses at which other members may be, made from the seeds: {@code address:port}, with an IPv6 address in
 * brackets. Not thread-safe.
 */
final class Candidates {
    /** How far from the cluster port the ports of other nodes on the same machine may be. */
    private static final int LOCAL_REACH = 9;

    private static final int MAX_PORT = 65_535;

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    private final AddressLookup lookup;
    private final String ownAddress;
    private final int clusterPort;

    /** The last known addresses of each host name, used while the name cannot be resolved. */
    private final Map<String, List<InetAddress>> known = new HashMap<>();

    /**
     * @param ownAddress the address of this node, as an IP literal
     */
    Candidates(AddressLookup lookup, String ownAddress, int clusterPort) {
        this.lookup = lookup;
        this.ownAddress = ownAddress;
        this.clusterPort = clusterPort;
    }

    /**
     * Whether a seed names another node than this one. A loopback address without a port does not: other nodes may
     * listen at the neighbouring ports, but none has to.
     */
    boolean othersNamed(List<Seed> seeds) {
        return seeds.stream().anyMatch(this::othersNamed);
    }

    private boolean othersNamed(Seed seed) {
        boolean ownPort = seed.port().orElse(clusterPort) == clusterPort;
        List<InetAddress> addresses = addresses(seed.host());
        return !ownPort
                || addresses.isEmpty()
                || addresses.stream()
                        .anyMatch(address -> !address.isLoopbackAddress()
                                && !address.getHostAddress().equals(ownAddress));
    }

    /** The candidates of these seeds, without duplicates, in the order of the seeds. */
    List<String> of(List<Seed> seeds) {
        Set<String> candidates = new LinkedHashSet<>();
        for (Seed seed : seeds) {
            candidates.addAll(of(seed));
        }
        return List.copyOf(candidates);
    }

    private List<String> of(Seed seed) {
        int port = seed.port().orElse(clusterPort);
        List<InetAddress> addresses = addresses(seed.host());
        List<String> candidates = new ArrayList<>();
        for (InetAddress address : addresses) {
            candidates.add(text(address) + ":" + port);
        }
        if (seed.port().isEmpty()) {
            addresses.stream()
                    .filter(InetAddress::isLoopbackAddress)
                    .forEach(address -> candidates.addAll(neighbours(address)));
        }
        return candidates;
    }

    private List<InetAddress> addresses(String host) {
        List<InetAddress> addresses = new ArrayList<>();
        try {
            if ("localhost".equalsIgnoreCase(host)) {
                LOOPBACK.forEach(digits -> IpLiteral.parse(digits).ifPresent(addresses::add));
            }
            addresses.addAll(lookup.addresses(host));
            known.put(host, addresses);
            return addresses;
        } catch (UnknownHostException unknown) {
            return known.getOrDefault(host, addresses);
        }
    }

    private List<String> neighbours(InetAddress address) {
        return IntStream.rangeClosed(clusterPort - LOCAL_REACH, clusterPort + LOCAL_REACH)
                .filter(port -> port != clusterPort && port >= 1 && port <= MAX_PORT)
                .mapToObj(port -> text(address) + ":" + port)
                .toList();
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
