package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may watch a stream, and for how long, on a node where everybody has to sign in. */
final class StreamAccessTest {
    private static final String PATH = "/stream/projects/1";
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        Settings usual = TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT);
        node = TestNode.start(TestNode.settings(usual, usual.stream(), AuthMode.REQUIRED));
    }

    @Test
    void aMemberIsLetInUntilTheySignOut() {
        String token = signIn(member("leaver@example.org", "default"));
        try (StreamClient byQuery = node.watch(PATH + "?token=" + token);
                StreamClient byHeader = node.watch(PATH, "Authorization", "Bearer " + token);
                StreamClient other = node.watch(PATH, "Authorization", "Bearer " + signIn("leaver@example.org"))) {
            node.client().event("seen");
            assertThat(byQuery.next("event")).isNotNull();
            assertThat(byHeader.next("event")).isNotNull();

            assertThat(new RawHttp(node.httpPort())
                            .post("/api/v1/auth/logout", "{}", "Authorization: Bearer " + token)
                            .status())
                    .isEqualTo(200);

            await().atMost(SOON).until(byQuery.socket()::isClosed);
            await().atMost(SOON).until(byHeader.socket()::isClosed);
            assertThat(byQuery.socket().closeStatusCode()).isEqualTo((short) 1008);
            node.client().event("seen by the other session alone");
            assertThat(other.next("event")).isNotNull();
            assertThat(other.socket().isClosed()).isFalse();
        }
    }

    @Test
    void theStreamEndsWithTheMembership() {
        String email = member("removed@example.org", "default");
        try (StreamClient client = node.watch(PATH, "Authorization", "Bearer " + signIn(email))) {
            node.sql("DELETE FROM org_memberships USING users WHERE user_id = users.id AND email = $1", email);

            await().atMost(SOON).until(client.socket()::isClosed);
        }
    }

    @Test
    void nobodySeesAnotherOrganisation() {
        node.sql("INSERT INTO organizations (name, slug) VALUES ('Other', 'other')");
        String token = signIn(member("other@example.org", "other"));

        assertRefused(PATH + "?token=" + token, 404);
        assertRefused("/stream/projects/default?token=" + token, 404);
        assertRefused("/stream/projects/" + node.project() + "?token=" + token, 404);
        assertRefused("/stream/projects/" + UUID.randomUUID() + "?token=" + token, 404);
    }

    @Test
    void whatOpensNothingIsUnauthorized() {
        assertRefused(PATH, 401);
        assertRefused(PATH + "?token=nothing", 401);
        assertRefused(PATH + "?token=mshr_devdefaultapikey000000000000000000000000000", 401);
    }

    private static String member(String email, String organization) {
        node.sql(
                "INSERT INTO users (email, password_hash) VALUES ($1, crypt('long enough', gen_salt('bf', 4)))", email);
        node.sql(
                "INSERT INTO org_memberships (user_id, org_id) SELECT u.id, o.id FROM users u, organizations o"
                        + " WHERE u.email = $1 AND o.slug = $2",
                email,
                organization);
        return email;
    }

    private static String signIn(String email) {
        return new RawHttp(node.httpPort())
                .post("/api/v1/auth/login", new JsonObject().put("email", email).put("password", "long enough"))
                .object()
                .getString("token");
    }

    private static void assertRefused(String path, int status) {
        assertThatThrownBy(() -> node.watch(path).close())
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> assertThat(rejected.getStatus())
                        .isEqualTo(status));
    }
}
