package dev.mesher.cli;

import dev.mesher.config.Settings;
import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.config.Variable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a node's ports one by one while it is not running. It is used to refuse a start with a clear message, or to
 * explain a start that failed.
 */
final class Ports {
    private record Listener(Variable host, String address, Variable variable, int port) {}

    private Ports() {}

    /** The first port that is not available, and the variable to change. Empty when all are available. */
    static Optional<String> problem(Settings settings) {
        return listeners(settings).stream()
                .map(Ports::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Listener> listeners(Settings settings) {
        ServerSettings server = settings.server();
        List<Listener> listeners = new ArrayList<>();
        settings.cluster().ifPresent(cluster -> {
            String host = cluster.nodeName().host();
            listeners.add(
                    new Listener(Variable.MESH_NODE_NAME, host, Variable.MESH_CLUSTER_PORT, cluster.clusterPort()));
            listeners.add(new Listener(Variable.MESH_NODE_NAME, host, Variable.MESHER_BUS_PORT, cluster.busPort()));
        });
        listeners.add(new Listener(Variable.MESHER_HOST, server.host(), Variable.PORT, server.httpPort()));
        listeners.add(
                new Listener(Variable.MESHER_HOST, server.host(), Variable.MESHER_WS_PORT, server.webSocketPort()));
        return listeners;
    }

    private static Optional<String> problem(Listener listener) {
        InetSocketAddress address = new InetSocketAddress(listener.address(), listener.port());
        if (address.isUnresolved()) {
            return Optional.of(listener.host() + ": the host " + listener.address() + " is unknown");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(address);
            return Optional.empty();
        } catch (BindException taken) {
            return Optional.of(sentence(listener, String.valueOf(taken.getMessage())));
        } catch (IOException failed) {
            return Optional.of(sentence(listener, String.valueOf(failed.getMessage())));
        }
    }

    private static String sentence(Listener listener, String reason) {
        return reason.contains("assign")
                ? listener.host() + ": " + listener.address() + " is not an address of this machine"
                : listener.variable() + ": cannot listen on port " + listener.port() + ": " + reason;
    }
}
