package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.access.SignIn;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignInTest {
    private static final String ME = "/api/v1/auth/me";
    private static final String EMAIL = "Ada@a.example";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp http = server.http();
    private final People people = new People(server);
    private UUID user;

    @BeforeEach
    void anAccount() {
        user = people.user(EMAIL);
        UUID unused = people.member(people.defaultOrganization(), user, "admin");
    }

    @Test
    void theTokenAndTheCookieStandForTheUser() {
        RawHttp.Answer login = people.login("ada@A.example", People.PASSWORD);
        String token = login.object().getString("token");

        assertThat(login.status()).isEqualTo(200);
        assertThat(login.object().getString("expires_at")).endsWith("Z");
        for (String header : List.of(People.bearer(token), "Cookie: other=1; mesher_session=" + token)) {
            JsonObject me = http.get(ME, header).object();
            assertThat(me.getJsonObject("user"))
                    .isEqualTo(new JsonObject()
                            .put("id", user.toString())
                            .put("email", EMAIL)
                            .put("display_name", ""));
            assertThat(me.getJsonArray("organizations").getJsonObject(0).getString("role"))
                    .isEqualTo("admin");
        }
    }

    @Test
    void theStoreHoldsNoValueThatOpens() {
        String session = people.login(EMAIL, People.PASSWORD).object().getString("token");
        String token = people.token(People.bearer(session), "read").substring("Authorization: Bearer ".length());

        assertThat(server.data().number("SELECT count(*) FROM sessions WHERE token ~ '^[0-9a-f]{64}$'"))
                .isEqualTo(1);
        assertThat(server.data()
                        .number(
                                "SELECT count(*) FROM sessions, api_tokens"
                                        + " WHERE token IN ($1, $2) OR token_hash IN ($1, $2)",
                                session,
                                token))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@a.example, wrong",
        "nobody@a.example, correct horse battery",
        "ada@a.example, ''",
        "'', correct horse battery",
    })
    void whatIsWrongIsNotSaid(String email, String password) {
        RawHttp.Answer answer = people.login(email, password);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"unauthorized\"}");
        assertThat(answer.header("set-cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "plain", "$1$abcdefgh$WpFnjQ9cRKLxLNkIrUcYO0", "$2a$31$abcdefghijklmnopqrstuu"})
    void aHashThatIsNoneOpensNothing(String hash) {
        server.data().sql("UPDATE users SET password_hash = $1", hash);

        assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void anotherToolsLetterForTheSameHashWillDo() {
        server.data().sql("UPDATE users SET password_hash = replace(password_hash, '$2a$', '$2y$')");

        assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(200);
    }

    /** pg_stat_statements is not there to ask: the function counts its own calls. */
    @Test
    void anUnknownAddressIsCheckedLikeAKnownOne() {
        server.data().sql("CREATE SCHEMA counted");
        server.data().sql("CREATE SEQUENCE counted.calls");
        server.data()
                .sql("CREATE FUNCTION counted.crypt(text, text) RETURNS text LANGUAGE sql VOLATILE AS"
                        + " $$ SELECT public.crypt($1, $2) FROM nextval('counted.calls') $$");
        server.data()
                .sql("DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database()"
                        + " || ' SET search_path = counted, public'; END $$");
        RawHttp other = server.serve(server.freshDatabase(), AuthMode.AUTO);

        for (String email : List.of(EMAIL, "nobody@a.example")) {
            assertThat(other.post(
                                    "/api/v1/auth/login",
                                    new JsonObject().put("email", email).put("password", "wrong"))
                            .status())
                    .isEqualTo(401);
        }

        assertThat(server.data().number("SELECT last_value FROM counted.calls")).isEqualTo(2);
    }

    @Test
    void aSessionEnds() {
        String bearer =
                People.bearer(people.login(EMAIL, People.PASSWORD).object().getString("token"));

        server.clock().leap(SignIn.LIFETIME.minusMinutes(1));
        assertThat(http.get(ME, bearer).status()).isEqualTo(200);
        server.clock().leap(Duration.ofMinutes(1));
        assertThat(http.get(ME, bearer).status()).isEqualTo(401);

        assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(200);
        assertThat(server.data().number("SELECT count(*) FROM sessions")).isEqualTo(1);
    }

    @Test
    void aUserHasFiftySessionsAtMost() {
        for (int n = 0; n < 52; n++) {
            server.clock().leap(Duration.ofSeconds(1));
            assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(200);
        }

        assertThat(server.data().number("SELECT count(*) FROM sessions")).isEqualTo(50);
    }

    @Test
    void signedOutIsOut() {
        String bearer =
                People.bearer(people.login(EMAIL, People.PASSWORD).object().getString("token"));

        RawHttp.Answer logout = http.post("/api/v1/auth/logout", "", bearer);

        assertThat(logout.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(logout.header("set-cookie").orElseThrow()).contains("mesher_session=;", "Max-Age=0");
        assertThat(http.get(ME, bearer).status()).isEqualTo(401);
        assertThat(server.data().number("SELECT count(*) FROM sessions")).isZero();
    }

    @Test
    void theCookieIsForThisServerAlone() {
        RawHttp behindProxy = server.serve(server.data().database(), AuthMode.AUTO, InetAddress.getLoopbackAddress());
        JsonObject login = new JsonObject().put("email", EMAIL).put("password", People.PASSWORD);
        String plain = people.login(EMAIL, People.PASSWORD).header("set-cookie").orElseThrow();
        String claimed = people.login(EMAIL, People.PASSWORD, "X-Forwarded-Proto: https")
                .header("set-cookie")
                .orElseThrow();
        String secure = behindProxy
                .post("/api/v1/auth/login", login, "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https")
                .header("set-cookie")
                .orElseThrow();

        assertThat(plain)
                .contains("; Max-Age=" + SignIn.LIFETIME.toSeconds(), "; Path=/", "; HTTPOnly", "; SameSite=Lax")
                .doesNotContain("Secure", "Domain");
        assertThat(claimed).doesNotContain("Secure");
        assertThat(secure).contains("; Secure");
    }

    @Test
    void anAccountIsThrottledAndLetGoAgain() {
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(people.login(EMAIL, "wrong").status()).isEqualTo(401);
        }

        RawHttp.Answer refused = people.login(EMAIL.toUpperCase(Locale.ROOT), People.PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("retry-after").orElseThrow()))
                .isBetween(1, 60);

        server.clock().leap(Duration.ofMinutes(1));
        assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void moreThanAFewAtOnceAreTurnedAway() {
        server.data().sql("UPDATE users SET password_hash = crypt($1, gen_salt('bf', 12))", People.PASSWORD);
        ExecutorService clients = Executors.newFixedThreadPool(24);
        try {
            List<CompletableFuture<Integer>> logins = IntStream.range(0, 24)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> people.login(EMAIL, People.PASSWORD).status(), clients))
                    .toList();
            List<Integer> statuses =
                    logins.stream().map(CompletableFuture::join).collect(Collectors.toList());

            assertThat(statuses).containsOnly(200, 503);
        } finally {
            clients.shutdownNow();
        }
        assertThat(people.login(EMAIL, People.PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email is missing",
                "{\"email\":\"a@b\"} | password is missing",
                "{\"email\":7,\"password\":\"x\"} | email must be text",
                "{\"email\":\"a@b\",\"password\":{}} | password must be text",
                "{\"email\":\"a\\u0000b\",\"password\":\"x\"} | email holds a NUL character",
                "[] | the body must be a JSON object",
            })
    void badRequests(String body, String error) {
        RawHttp.Answer answer = http.post("/api/v1/auth/login", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
    }

    @Test
    void aLongPasswordIsNotTried() {
        assertThat(people.login(EMAIL, "x".repeat(1_001)).status()).isEqualTo(400);
    }
}
