package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mesher.access.FirstAccount;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.Await;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The first account, made from the page with a code from the log. */
final class FirstAccountTest {
    private static final String FIRST = "/api/v1/auth/first";
    private static final String ELSEWHERE = "Host: mesher.example";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final RawHttp http = server.http();

    @Test
    void theCodeMakesAnOperatorWhoOwnsTheFirstOrganisationAndIsSignedIn() {
        RawHttp.Answer made = first(http, announced(http), "ann@a.example");

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("set-cookie").orElse("")).contains("HTTPOnly", "SameSite=Lax");
        JsonObject me = http.get("/api/v1/auth/me", People.bearer(made.object().getString("token")), ELSEWHERE)
                .object();
        assertThat(me.getBoolean("operator")).isTrue();
        assertThat(me.getJsonObject("user").getString("display_name")).isEqualTo("Ann");
        assertThat(me.getJsonArray("organizations")).hasSize(1);
        assertThat(me.getJsonArray("organizations").getJsonObject(0).getString("slug"))
                .isEqualTo("default");
        assertThat(me.getJsonArray("organizations").getJsonObject(0).getString("role"))
                .isEqualTo("owner");
        assertThat(http.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @Test
    void thereIsOnlyOne() {
        String code = announced(http);
        assertThat(first(http, code, "ann@a.example").status()).isEqualTo(201);

        assertThat(first(http, code, "bob@a.example").status()).isEqualTo(409);
        assertThat(server.data().number("SELECT count(*) FROM first_account_codes"))
                .isZero();
        FirstAccount again = server.gate(http).firstAccount();
        Await.await(server.gate(server.serve(server.data().database(), AuthMode.AUTO))
                .firstAccount()
                .announce());
        assertThat(server.data().number("SELECT count(*) FROM first_account_codes"))
                .isZero();
        assertThat(again.code()).isPresent();
    }

    @Test
    void ofTwoAtOnceOneWins() {
        String code = announced(http);

        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> first(http, code, "ann" + i + "@a.example").status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409);
        assertThat(server.data().number("SELECT count(*) FROM users")).isEqualTo(1);
    }

    @Test
    void everyNodeTakesTheCodeOfEveryNodeInEverySpelling() {
        String ofAnother = announced(server.serve(server.data().database(), AuthMode.REQUIRED));
        String unused = announced(http);

        String written = " " + ofAnother.replace("-", "").toUpperCase(Locale.ROOT) + " ";

        assertThat(first(http, written, "ann@a.example").status()).isEqualTo(201);
    }

    @Test
    void theCodeIsInOneLineOfTheLogAndNotInTheDatabase() {
        Logger logger = (Logger) LoggerFactory.getLogger(FirstAccount.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        String code = announced(http);
        logger.detachAppender(log);

        assertThat(code).matches("([0-9a-f]{4}-){7}[0-9a-f]{4}");
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("[Mesher] first account code " + code);
        assertThat(server.data()
                        .number(
                                "SELECT count(*) FROM first_account_codes WHERE code_hash = encode(sha256($1::text::bytea), 'hex')",
                                code.replace("-", "")))
                .isEqualTo(1);
    }

    @Test
    void restartsDoNotAddUp() {
        for (int start = 0; start < 105; start++) {
            String unused = announced(http);
        }

        assertThat(server.data().number("SELECT count(*) FROM first_account_codes"))
                .isEqualTo(100);
        assertThat(first(http, announced(http), "ann@a.example").status()).isEqualTo(201);
    }

    @Test
    void wrongCodesAreFewAMinute() {
        String code = announced(http);
        for (int i = 0; i < 10; i++) {
            assertThat(first(http, wrong(i), "ann@a.example").status()).isEqualTo(403);
        }

        RawHttp.Answer limited = first(http, code, "ann@a.example");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("retry-after")).isPresent();
        server.clock().leap(Duration.ofMinutes(1));
        assertThat(first(http, code, "ann@a.example").status()).isEqualTo(201);
    }

    @Test
    void whatIsMalformedIsSaidAndCountsAsNoGuess() {
        String code = announced(http);
        for (int i = 0; i < 12; i++) {
            assertThat(first(http, code, "nobody").error()).startsWith("email must be");
        }
        JsonObject weak = body(code, "ann@a.example").put("password", "too short");
        assertThat(http.post(FIRST, weak, ELSEWHERE).error()).isEqualTo("password must have at least 10 characters");
        assertThat(http.post(FIRST, new JsonObject().put("code", 1), ELSEWHERE).status())
                .isEqualTo(400);
        assertThat(first(http, "a".repeat(1_001), "ann@a.example").status()).isEqualTo(400);
        assertThat(first(http, "ä" + code, "ann@a.example").status()).isEqualTo(403);

        assertThat(first(http, code, "ann@a.example").status()).isEqualTo(201);
    }

    @Test
    void aPageOfAnotherSiteIsRefused() {
        assertThat(http.post(FIRST, body(announced(http), "ann@a.example"), "Origin: http://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(server.data().number("SELECT count(*) FROM users")).isZero();
    }

    private String announced(RawHttp node) {
        FirstAccount firstAccount = server.gate(node).firstAccount();
        Await.await(firstAccount.announce());
        return firstAccount.code().orElseThrow();
    }

    private static RawHttp.Answer first(RawHttp node, String code, String email) {
        return node.post(FIRST, body(code, email), ELSEWHERE);
    }

    private static JsonObject body(String code, String email) {
        return new JsonObject()
                .put("code", code)
                .put("email", email)
                .put("password", People.PASSWORD)
                .put("display_name", "Ann");
    }

    private static String wrong(int number) {
        return "%032x".formatted(number);
    }
}
