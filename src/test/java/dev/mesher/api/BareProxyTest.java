package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.RawHttp;
import java.net.InetAddress;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Behind a proxy that tells the host and the scheme of a request, and not its client, as the README says. */
final class BareProxyTest {
    private static final String PROJECT = "/api/v1/projects/default";
    private static final String HOST = "X-Forwarded-Host: mesher.example";
    private static final String PROTO = "X-Forwarded-Proto: https";
    private static final String CLIENT = "X-Forwarded-For: 127.0.0.1";
    private static final String PAGE = "Origin: https://mesher.example";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp trusting =
            server.serve(server.data().database(), AuthMode.AUTO, InetAddress.getLoopbackAddress());

    @Test
    void nobodyIsThisMachinesWithoutTheLineOfTheProxy() {
        assertThat(server.http().get(PROJECT, HOST, PROTO).status()).isEqualTo(401);
        assertThat(trusting.get(PROJECT, HOST, PROTO).status()).isEqualTo(401);
        assertThat(trusting.get(PROJECT, "X-Forwarded-Host: localhost", PROTO, CLIENT)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theNameOfTheServerIsKnownByTheLineOfMesher() {
        People people = new People(server);
        String member = people.signedIn(people.defaultOrganization(), "member@a.example", "member");

        RawHttp.Answer unknown = server.http().get(PROJECT, HOST, PROTO, CLIENT, member);
        RawHttp.Answer known = trusting.get(PROJECT, HOST, PROTO, CLIENT, member);

        assertThat(unknown.object().getString("dsn")).startsWith("http://").contains("@localhost:");
        assertThat(known.object().getString("dsn")).startsWith("https://").endsWith("@mesher.example:443/1");
        assertThat(server.http().get(PROJECT, HOST, PROTO, PAGE, member).status())
                .isEqualTo(403);
        assertThat(trusting.get(PROJECT, HOST, PROTO, PAGE, member).status()).isEqualTo(200);
    }

    @Test
    void eachClientHasTriesOfItsOwnByTheLineOfTheProxy() {
        UUID unused = new People(server).user("ada@a.example");
        String wrong = "{\"email\":\"ada@a.example\",\"password\":\"wrong\"}";
        int refused = 0;
        for (int tries = 0; tries < 40 && refused == 0; tries++) {
            int status = trusting.post("/api/v1/auth/login", wrong, HOST, PROTO).status();
            assertThat(status).isIn(401, 429);
            refused += status == 429 ? 1 : 0;
        }

        assertThat(refused).as("all are one client").isEqualTo(1);
        assertThat(trusting.post("/api/v1/auth/login", wrong, HOST, PROTO, "X-Forwarded-For: 203.0.113.9")
                        .status())
                .isEqualTo(401);
    }
}
