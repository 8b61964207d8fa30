package dev.mesher;

import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.config.Settings;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of a test's node that is one of a cluster on this machine. */
final class ClusteredSettings {
    private ClusteredSettings() {}

    /** The node whose cluster port is {@code seedPort} is the one that all of them know. */
    static Settings of(String cookie, String database, Path directory, String name, int clusterPort, int seedPort) {
        Settings alone = TestNode.settings(database, directory.resolve(name), TestNode.NO_LIMIT);
        return new Settings(
                alone.database(),
                alone.server(),
                alone.rateLimit(),
                alone.store(),
                alone.stream(),
                Optional.of(new ClusterSettings(
                        cookie,
                        new NodeName(name, "127.0.0.1", clusterPort),
                        List.of(Seed.parse("127.0.0.1:" + seedPort).orElseThrow()),
                        clusterPort,
                        FreePort.next(),
                        ContinuityRole.PRIMARY,
                        0)),
                alone.auth());
    }
}
