package dev.mesher.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Cidr;
import dev.mesher.config.OutboundSettings;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.TemporaryDirectory;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A node on which everybody has to sign in, and whose channels may call this machine. There is one for all classes of a run
 * that need it.
 */
final class AccountsNode implements AutoCloseable {
    /** Of everybody. */
    static final String PASSWORD = "correct horse battery";

    /** The owner of the organisation, and the operator. */
    static final String ANN = "ann@a.example";

    /** A member. */
    static final String BOB = "bob@b.example";

    private final TemporaryDirectory directory = new TemporaryDirectory();
    private final TestNode node;
    private final EventClient client;
    private final String owner;

    AccountsNode() {
        try (CodeInLog log = new CodeInLog()) {
            node = TestNode.start(TestNode.settings(
                    TestNode.settings(TestPostgres.migratedDatabase(), directory.path(), TestNode.NO_LIMIT),
                    new OutboundSettings(
                            Optional.empty(),
                            Optional.empty(),
                            List.of(Cidr.parse("127.0.0.0/8").orElseThrow()))));
            client = node.client();
            JsonObject first = account("Ann").put("code", log.code()).put("email", ANN);
            owner = post("/api/v1/auth/first", first).text("token");
        }
        Answer unused = post("/api/v1/auth/accept", account("Bob").put("token", invitation(BOB)));
    }

    int port() {
        return node.httpPort();
    }

    /** For receivers on this machine. */
    Vertx vertx() {
        return node.vertx();
    }

    /** Changes its database behind its back. */
    void sql(String statement, Object... arguments) {
        node.sql(statement, arguments);
    }

    /** A new project, which all members see. */
    ClientProject project(String name) {
        return ClientProject.make(port(), name, "Authorization", "Bearer " + owner);
    }

    /** The token of an invitation to become a member. */
    String invitation(String email) {
        return post(
                        "/api/v1/orgs/default/invitations",
                        new JsonObject().put("email", email).put("role", "member"),
                        "Authorization",
                        "Bearer " + owner)
                .text("token");
    }

    /** A channel of the organisation, to an address that is refused: nobody is told. */
    Channel channel(String name) {
        JsonObject settings = new JsonObject().put("url", "http://127.0.0.1:9/").put("secret", "0123456789abcdef");
        Answer made = post(
                "/api/v1/orgs/default/channels",
                new JsonObject().put("kind", "webhook").put("name", name).put("settings", settings),
                "Authorization",
                "Bearer " + owner);
        return new Channel(name, () -> {
            Answer gone = client.post(
                    "/api/v1/channels/" + made.text("id") + "/delete", "", "Authorization", "Bearer " + owner);
            assertThat(gone.status()).as(gone.body()).isEqualTo(200);
        });
    }

    /** Closing deletes the channel. */
    record Channel(String name, Runnable delete) implements AutoCloseable {
        @Override
        public void close() {
            delete.run();
        }
    }

    @Override
    public void close() {
        node.close();
        directory.close();
    }

    private static JsonObject account(String name) {
        return new JsonObject().put("display_name", name).put("password", PASSWORD);
    }

    private Answer post(String path, JsonObject body, String... headers) {
        Answer answer = client.post(path, body.encode(), headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }
}
