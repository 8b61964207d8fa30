package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.NoErrorLogged;
import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host a request asks for. */
final class HostHeaderTest {
    @AutoClose
    private static TestNode node;

    @RegisterExtension
    private final NoErrorLogged log = new NoErrorLogged();

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    /** Every way in which a management request looks at the host: who calls, the session's cookie, a project's DSN. */
    @ParameterizedTest
    @ValueSource(strings = {"a@b", "a b", "", ":80", "a\u0001b", "[::1", "a%40b", "\u00fc", "localhost:99999", "a,b@c"})
    void aMalformedHostIsRefused(String host) {
        for (String route : List.of(
                "GET /api/v1/projects",
                "GET /api/v1/projects/default/settings",
                "GET /api/v1/auth/me",
                "POST /api/v1/auth/login",
                "POST /api/v1/auth/logout",
                "POST /api/1/envelope/",
                "GET /metrics")) {
            for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
                try (RawSocket socket = new RawSocket(node.httpPort())) {
                    socket.send(route + " " + version + "\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n");

                    assertThat(socket.read().status()).as(route).isEqualTo(400);
                    assertThat(socket.isEnded()).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /healthz, 401",
        "GET /api/v1/projects/default/settings, 401",
        "GET /api/v1/projects, 401",
        "GET /metrics, 401",
        "POST /api/v1/auth/logout, 200",
        "POST /api/v1/auth/login, 400"
    })
    void http10NeedsNoHostAndIsThenNotLocal(String methodAndPath, int status) {
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            socket.send(methodAndPath + " HTTP/1.0\r\nContent-Length: 0\r\n\r\n");

            assertThat(socket.read().status()).isEqualTo(status);
        }
    }

    /** RFC 9112, section 3.2.2. */
    @ParameterizedTest
    @CsvSource({
        "http://localhost/api/v1/projects/default/settings, evil.example, 200",
        "http://evil.example/api/v1/projects/default/settings, localhost, 401",
        "HTTP://evil.example:8080/api/v1/projects/default/settings, localhost, 401"
    })
    void theHostOfAnAbsoluteTargetCountsInsteadOfHost(String target, String host, int status) {
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            socket.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

            assertThat(socket.read().status()).isEqualTo(status);
        }
    }

    @Test
    void aSignInOverHttp10NeedsNoHost() {
        node.sql("INSERT INTO users (email, password_hash, display_name)"
                + " VALUES ('a@example.org', crypt('long enough', gen_salt('bf', 4)), 'A')");
        String body = "{\"email\":\"a@example.org\",\"password\":\"long enough\"}";
        try (RawSocket signIn = new RawSocket(node.httpPort());
                RawSocket projects = new RawSocket(node.httpPort())) {
            Answer answer = signIn.send(
                            "POST /api/v1/auth/login HTTP/1.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .read();
            assertThat(answer.status()).isEqualTo(200);

            String token = answer.object().getString("token");
            assertThat(projects.send("GET /api/v1/projects HTTP/1.0\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }
}
