package dev.mesher.cluster;

import dev.mesher.config.Seed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Where members may be: the seeds as {@code host:port}, an IPv6 address in brackets. */
final class Candidates {
    /** How far from the cluster port the nodes of one machine may listen. */
    private static final int LOCAL_REACH = 9;

    private static final int MAX_PORT = 65_535;

    private final AddressLookup lookup;
    private final int clusterPort;

    Candidates(AddressLookup lookup, int clusterPort) {
        this.lookup = lookup;
        this.clusterPort = clusterPort;
    }

    /** Without repetition, in the order of the seeds. */
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
        if (addresses.stream().noneMatch(InetAddress::isLoopbackAddress) && !isAddress(seed.host())) {
            // Hazelcast resolves a name again whenever it looks for members: those that start later are found too.
            candidates.add(seed.host() + ":" + port);
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
                addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                addresses.addAll(List.of(InetAddress.getAllByName("::1")));
            }
            addresses.addAll(lookup.addresses(host));
        } catch (UnknownHostException unknown) {
            return addresses;
        }
        return addresses;
    }

    private List<String> neighbours(InetAddress address) {
        return IntStream.rangeClosed(clusterPort - LOCAL_REACH, clusterPort + LOCAL_REACH)
                .filter(port -> port != clusterPort && port >= 1 && port <= MAX_PORT)
                .mapToObj(port -> text(address) + ":" + port)
                .toList();
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
