package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.Await;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strangers try passwords; the owner of the account signs in all the same. Clients are told apart by a trusted proxy. */
final class SignInFromElsewhereTest {
    private static final String EMAIL = "Ada@a.example";
    private static final String HOME = "192.0.2.7";
    private static final String ELSEWHERE = "203.0.113.9";
    private static final String SLOW = "slow password";
    private static final long LOCK = 18;

    @AutoClose
    private final ApiServer server = new ApiServer();

    private RawHttp http = node();

    @BeforeEach
    void anAccount() {
        UUID unused = new People(server).user(EMAIL);
    }

    @Test
    void aStrangerLocksTheOwnerOutNowhere() {
        assertThat(right(HOME)).isEqualTo(200);
        for (int n = 0; n < 10; n++) {
            assertThat(login("6.6.6." + n, "wrong")).isEqualTo(401);
        }
        assertThat(login("6.6.6.6", "wrong")).isEqualTo(429);

        assertThat(right("192.0.2.201")).isEqualTo(200);
        assertThat(right(ELSEWHERE)).isEqualTo(200);
    }

    @Test
    void manyStrangersSlowTheOwnerOnlyWhereNeverSignedIn() {
        assertThat(right(HOME)).isEqualTo(200);
        // Another node, or the same one after a start: it remembers nothing by itself.
        http = node();
        useUpTheAccount();

        assertThat(right(HOME)).isEqualTo(200);
        assertThat(login(HOME, "wrong")).isEqualTo(401);
        RawHttp.Answer slowed = answer(ELSEWHERE, People.PASSWORD);
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(Integer.parseInt(slowed.header("retry-after").orElseThrow())).isBetween(1, 6);

        server.clock().leap(Duration.ofSeconds(6));
        assertThat(right(ELSEWHERE)).isEqualTo(200);
        useUpTheAccount();
        assertThat(right(ELSEWHERE)).isEqualTo(200);
    }

    @Test
    void alsoAKnownNetworkGuessesOnlyNowAndThen() {
        assertThat(right(HOME)).isEqualTo(200);
        useUpTheAccount();
        for (int n = 0; n < 10; n++) {
            assertThat(login(HOME, "wrong")).isEqualTo(401);
        }

        assertThat(right(HOME)).isEqualTo(429);
        server.clock().leap(Duration.ofMinutes(1));
        assertThat(right(HOME)).isEqualTo(200);
    }

    @Test
    void aWrongPasswordMakesNoNetworkKnown() {
        assertThat(login(ELSEWHERE, "wrong")).isEqualTo(401);
        useUpTheAccount();

        assertThat(right(ELSEWHERE)).isEqualTo(429);
    }

    @Test
    void theNetworksOfAnAccountAreBoundedTheLatestAreKept() {
        for (int n = 0; n < 25; n++) {
            assertThat(right("10.0." + n + ".1")).isEqualTo(200);
        }
        assertThat(right("10.0.10.77")).isEqualTo(200);

        JsonObject row = new JsonObject(server.data()
                .sql("SELECT json_build_object('known', sign_in_networks)::text FROM users WHERE email = $1", EMAIL)
                .iterator()
                .next()
                .getString(0));
        assertThat(row.getJsonArray("known").stream().map(String::valueOf))
                .hasSize(20)
                .startsWith("10.0.10.0/24", "10.0.24.0/24")
                .endsWith("10.0.5.0/24")
                .doesNotHaveDuplicates();
    }

    @Test
    void oneOfTheChecksIsKeptForKnownNetworks() throws Exception {
        assertThat(right(HOME)).isEqualTo(200);
        waitForALockOn(SLOW);
        http = node();
        ExecutorService clients = Executors.newFixedThreadPool(3);
        PgConnection holder = Await.await(server.freshDatabase().connect());
        try {
            Await.await(holder.query("SELECT pg_advisory_lock(" + LOCK + ")").execute());
            List<CompletableFuture<Integer>> strangers = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                String address = "6.6." + n + ".6";
                strangers.add(CompletableFuture.supplyAsync(() -> login(address, SLOW), clients));
            }
            await().until(() -> server.data()
                            .number("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                                    + " WHERE d.datname = current_database() AND l.locktype = 'advisory'"
                                    + " AND NOT l.granted")
                    == 3);

            assertThat(right(ELSEWHERE)).isEqualTo(503);
            assertThat(right(HOME)).isEqualTo(200);

            Await.await(holder.query("SELECT pg_advisory_unlock(" + LOCK + ")").execute());
            assertThat(strangers).allSatisfy(login -> assertThat(login.join()).isEqualTo(401));
            assertThat(right(ELSEWHERE)).isEqualTo(200);
        } finally {
            Await.await(holder.close());
            clients.shutdownNow();
        }
    }

    /** Checking {@code password} takes as long as somebody holds the lock. */
    private void waitForALockOn(String password) {
        server.data().sql("CREATE SCHEMA slowed");
        server.data()
                .sql("CREATE FUNCTION slowed.crypt(text, text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$ BEGIN"
                        + " IF $1 = '" + password + "' THEN PERFORM pg_advisory_xact_lock_shared(" + LOCK + "); END IF;"
                        + " RETURN public.crypt($1, $2); END $$");
        server.data()
                .sql("DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database()"
                        + " || ' SET search_path = slowed, public'; END $$");
    }

    private void useUpTheAccount() {
        for (int network = 0; network < 40; network++) {
            for (int n = 0; n < 8; n++) {
                int status = login("6." + network + ".6.6", "wrong");
                if (status == 429) {
                    return;
                }
                assertThat(status).isEqualTo(401);
            }
        }
        throw new AssertionError("strangers try on and on");
    }

    private RawHttp node() {
        return server.serve(server.freshDatabase(), AuthMode.AUTO, InetAddress.getLoopbackAddress());
    }

    private int right(String client) {
        return login(client, People.PASSWORD);
    }

    private int login(String client, String password) {
        return answer(client, password).status();
    }

    private RawHttp.Answer answer(String client, String password) {
        return http.post(
                "/api/v1/auth/login",
                new JsonObject().put("email", EMAIL).put("password", password),
                "X-Forwarded-For: " + client);
    }
}
