package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.NoErrorLogged;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that leaves in the middle of a management request is nothing that an operator has to hear of. */
final class BrokenOffRequestTest {
    @AutoClose
    private static TestNode node;

    @RegisterExtension
    private final NoErrorLogged log = new NoErrorLogged();

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/auth/login",
                "/api/v1/auth/logout",
                "/api/v1/tokens",
                "/api/v1/projects/default/settings",
                "/api/v1/projects/default/api-keys"
            })
    void aManagementRequestThatIsBrokenOffIsNoFault(String path) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
        try (RawSocket reset = new RawSocket(node.httpPort());
                RawSocket closed = new RawSocket(node.httpPort())) {
            reset.send(head + "100\r\n\r\n{\"email\":").abort();
            closed.send(head + "100\r\n\r\n{\"email\":").close();
        }

        await().untilAsserted(() -> assertThat(log.linesOf("Answers")).hasSize(2));
        // It was no failure of PostgreSQL either.
        assertThat(log.linesOf("Replies")).isEmpty();
    }
}
