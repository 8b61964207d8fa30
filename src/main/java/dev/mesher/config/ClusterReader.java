package dev.mesher.config;

import dev.mesher.config.ClusterSettings.BusKeyStore;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.text.Separated;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the cluster settings. */
final class ClusterReader {
    private static final int BUS_PORT_DISTANCE = 1000;
    private static final int MIN_COOKIE_LENGTH = 32;
    private static final String NODE_NAME_FORM = "Invalid MESH_NODE_NAME: expected name@host:port";

    private final VariableReader reader;
    private final Machine machine;

    ClusterReader(VariableReader reader, Machine machine) {
        this.reader = reader;
        this.machine = machine;
    }

    /**
     * A node's place in a cluster.
     *
     * @param cluster empty without a cookie
     * @param continuity the node's identity when it asks for the authority
     */
    record Membership(Optional<ClusterSettings> cluster, Continuity continuity) {}

    /** Without a cookie, the node stands alone. Variables that only a cluster uses are checked all the same. */
    Membership membership(int httpPort) {
        Optional<String> cookie = cookie();
        List<Seed> seeds = seeds(cookie.isPresent());
        int clusterPort = reader.port(Variable.MESH_CLUSTER_PORT, 4370);
        NodeName nodeName = nodeName(clusterPort, seeds);
        cookie.ifPresent(secret -> requireLongCookie(secret, nodeName, seeds));
        int busPort = busPort(clusterPort);
        ContinuityRole role = reader.oneOf(Variable.MESH_CONTINUITY_ROLE, ContinuityRole.PRIMARY);
        Optional<BusKeyStore> keyStore = busKeyStore();
        long epoch = reader.natural(Variable.MESH_CONTINUITY_PROMOTION_EPOCH, 0);
        return new Membership(
                cookie.map(secret ->
                        new ClusterSettings(secret, nodeName, seeds, clusterPort, busPort, role, epoch, keyStore)),
                new Continuity(
                        cookie.isPresent() ? nodeName.toString() : machine.hostname() + ":" + httpPort, role, epoch));
    }

    private Optional<String> cookie() {
        Optional<String> cookie = reader.text(Variable.MESH_CLUSTER_COOKIE);
        boolean hinted = reader.text(Variable.MESH_DISCOVERY_SEED).isPresent()
                || reader.text(Variable.MESH_NODE_NAME).isPresent();
        if (cookie.isEmpty() && hinted) {
            reader.problem("MESH_CLUSTER_COOKIE is required when discovery or identity env is set");
        }
        return cookie;
    }

    /**
     * Everyone who can reach the cluster port can try cookies. So a short cookie is accepted only if the port is
     * reachable from this machine alone. Host names other than {@code localhost} are not resolved, since they may
     * resolve to another address tomorrow.
     */
    private void requireLongCookie(String secret, NodeName nodeName, List<Seed> seeds) {
        if (secret.length() >= MIN_COOKIE_LENGTH) {
            return;
        }
        Stream.concat(Stream.of(nodeName.host()), seeds.stream().map(Seed::host))
                .filter(host -> !IpLiteral.isLoopback(host))
                .findFirst()
                .ifPresent(host -> reader.problem("Invalid MESH_CLUSTER_COOKIE: expected " + MIN_COOKIE_LENGTH
                        + " characters or more, since " + host + " is not a loopback address"
                        + " (openssl rand -hex 32 makes one)"));
    }

    private List<Seed> seeds(boolean required) {
        Optional<String> list = reader.text(Variable.MESH_DISCOVERY_SEED);
        if (list.isEmpty() && required) {
            reader.missing(Variable.MESH_DISCOVERY_SEED);
        }
        List<Seed> seeds = new ArrayList<>();
        for (String item : list.map(text -> Separated.by(',', text)).orElse(List.of())) {
            Seed.parse(item.strip())
                    .ifPresentOrElse(
                            seeds::add, () -> reader.invalid(Variable.MESH_DISCOVERY_SEED, "host or host:port"));
        }
        return List.copyOf(seeds);
    }

    private NodeName nodeName(int clusterPort, List<Seed> seeds) {
        Optional<String> text = reader.text(Variable.MESH_NODE_NAME);
        if (text.isEmpty()) {
            boolean local = seeds.stream().map(Seed::host).allMatch(machine::isLoopback);
            String host = local ? "127.0.0.1" : machine.outwardAddress().orElse("127.0.0.1");
            return new NodeName(machine.hostname(), host, clusterPort);
        }
        Optional<NodeName> name = NodeName.parse(text.get());
        if (name.isEmpty()) {
            reader.problem(NODE_NAME_FORM);
        } else if (name.get().port() != clusterPort) {
            reader.problem("Invalid MESH_NODE_NAME: port must match MESH_CLUSTER_PORT");
        }
        return name.orElse(new NodeName("invalid", "127.0.0.1", clusterPort));
    }

    private Optional<BusKeyStore> busKeyStore() {
        Optional<String> path = reader.text(Variable.MESHER_BUS_KEYSTORE);
        Optional<String> password = reader.text(Variable.MESHER_BUS_KEYSTORE_PASSWORD);
        if (path.isPresent() != password.isPresent()) {
            reader.missing(path.isPresent() ? Variable.MESHER_BUS_KEYSTORE_PASSWORD : Variable.MESHER_BUS_KEYSTORE);
        }
        if (path.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        try {
            BusKeyStore store = new BusKeyStore(Path.of(path.get()), password.get());
            if (!hasKey(store)) {
                reader.invalid(Variable.MESHER_BUS_KEYSTORE, "a PKCS12 file with a key");
            }
            return Optional.of(store);
        } catch (IOException | GeneralSecurityException | InvalidPathException unreadable) {
            reader.invalid(Variable.MESHER_BUS_KEYSTORE, "a PKCS12 file that MESHER_BUS_KEYSTORE_PASSWORD opens");
            return Optional.empty();
        }
    }

    private static boolean hasKey(BusKeyStore store) throws IOException, GeneralSecurityException {
        char[] password = store.password().toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store.path())) {
            keys.load(file, password);
        }
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.getKey(alias, password) instanceof PrivateKey) {
                return true;
            }
        }
        return false;
    }

    private int busPort(int clusterPort) {
        int fallback = clusterPort + BUS_PORT_DISTANCE;
        int port = reader.port(Variable.MESHER_BUS_PORT, fallback);
        if (port > HostPort.MAX_PORT) {
            reader.problem("Invalid MESHER_BUS_PORT: expected a positive integer, since MESH_CLUSTER_PORT + "
                    + BUS_PORT_DISTANCE + " is past " + HostPort.MAX_PORT);
        } else if (port == clusterPort) {
            reader.problem("Invalid MESHER_BUS_PORT: must differ from MESH_CLUSTER_PORT");
        }
        return port;
    }
}
