package dev.mesher;

import dev.mesher.cluster.OperatorDoor;
import dev.mesher.config.NodeName;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.NodeJar;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A node of a cluster as a process of its own, and what it tells its operator. */
record ClusterMember(NodeJar process, NodeName name) implements AutoCloseable {
    private static final String COOKIE = "cookie";

    /**
     * Starts it on this machine, and waits until it is ready.
     *
     * @param directory is made
     * @param more environment variables besides those of the cluster
     */
    static ClusterMember start(int port, String seeds, String databaseUri, Path directory, Map<String, String> more) {
        NodeName name = new NodeName("node" + port, "127.0.0.1", port);
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MESH_CLUSTER_COOKIE", COOKIE);
        environment.put("MESH_NODE_NAME", name.toString());
        environment.put("MESH_DISCOVERY_SEED", seeds);
        environment.put("MESH_CLUSTER_PORT", Integer.toString(port));
        environment.put("MESHER_BUS_PORT", Integer.toString(FreePort.next()));
        // The optimising compiler would take most of a short life, on the cores that all members share.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        try {
            return new ClusterMember(new NodeJar(databaseUri, Files.createDirectory(directory), environment), name);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    JsonObject authority() throws OperatorDoor.NoAnswer {
        return status().getJsonObject("authority");
    }

    /** How many nodes it sees, itself among them. */
    int size() throws OperatorDoor.NoAnswer {
        return status().getJsonObject("membership").getJsonArray("nodes").size();
    }

    @Override
    public void close() {
        process.close();
    }

    private JsonObject status() throws OperatorDoor.NoAnswer {
        return new OperatorDoor(name, COOKIE, Duration.ofSeconds(5)).ask("status", new JsonObject());
    }
}
