package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which a node's process starts. */
final class NodeProcessTest {
    @TempDir
    private Path directory;

    @Test
    void aSignalIsWaitedForBeforeTheFirstRequestCanCome() {
        Settings settings = TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT);
        List<Boolean> listening = new ArrayList<>();

        NodeProcess process = NodeProcess.start(settings, () -> listening.add(listens(settings)));

        listening.add(listens(settings));
        assertThat(process.stop()).isTrue();
        assertThat(listening).containsExactly(false, true);
    }

    private static boolean listens(Settings settings) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), settings.server().httpPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
