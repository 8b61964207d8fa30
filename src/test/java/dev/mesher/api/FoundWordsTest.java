package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.search.IndexStore;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type of what events say. Each message is there twice: digested, and come after the digest. */
final class FoundWordsTest {
    private static final int EACH = 2;

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final List<String> MESSAGES = List.of(
            "支付失败:账户余额不足,请充值后重试",
            "订单服务连接数据库超时",
            "支払いAPIの呼び出しでエラー500が発生しました",
            "データベースへの接続がタイムアウトしました",
            "ไม่สามารถเชื่อมต่อฐานข้อมูลได้",
            "ການຊຳລະເງິນລົ້ມເຫຼວ",
            "결제가 실패했습니다",
            "CartService: HTTP500 from upstream",
            "java.net.SocketTimeoutException: Read timed out",
            "app/controllers/orders_controller.rb:31 undefined method 'total'",
            "TypeError in src/app/api/users/route.ts",
            "net::ERR_CONNECTION_REFUSED",
            "x509: certificate signed by unknown authority",
            "no IPv6Address for host",
            "Incorrect string value for utf8mb4 column",
            "getHTTPResponseCode is not a function",
            "order 3f5b1c0d-88a5-4c0f-9a3c-3a52f7f3b3f1 lost");

    @BeforeAll
    static void store() throws Exception {
        UUID issue = SERVER.data().issue("Boom", Duration.ZERO);
        for (int n = 0; n < EACH; n++) {
            for (String message : MESSAGES) {
                UUID unused = SERVER.data()
                        .event(issue, Duration.ofMinutes(EACH - n), new JsonObject().put("message", message));
            }
            boolean unused = n == 0
                    && new IndexStore(SERVER.vertx(), SERVER.data().database().pool(), 100)
                            .digest(Instant.now().plusSeconds(1))
                            .await(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Without blanks
        "余额不足, 余额不足",
        "余额, 余额不足",
        "额, 余额不足",
        "账户余额 充值, 余额不足",
        "数据库超时, 数据库超时",
        "エラー, エラー500",
        "呼び出し, 呼び出し",
        "支払い api, 支払いAPI",
        "エラー500, エラー500",
        "500 エラー, エラー500",
        "タイムアウト, タイムアウト",
        "ฐานข้อมูล, ฐานข้อมูล",
        "เชื่อมต่อ, เชื่อมต่อ",
        "ຊຳລະ, ການຊຳລະ",
        "결제, 결제가",
        "실패, 실패했습니다",
        // Pieces
        "cart, CartService",
        "SERVICE, CartService",
        "cartservice, CartService",
        "500 upstream, HTTP500",
        "http500, HTTP500",
        "socket, SocketTimeoutException",
        "timeoutexception, SocketTimeoutException",
        "TimeoutException, SocketTimeoutException",
        "java.net.SocketTimeoutException, SocketTimeoutException",
        "orders_controller.rb, orders_controller",
        "orders_controller, orders_controller",
        "controller, orders_controller",
        "route.ts, route.ts",
        "route, route.ts",
        "users, route.ts",
        "refused, ERR_CONNECTION_REFUSED",
        "err_connection_refused, ERR_CONNECTION_REFUSED",
        "x509, x509",
        "509, x509",
        "ipv6, IPv6Address",
        "address, IPv6Address",
        "utf8, utf8mb4",
        "mb4, utf8mb4",
        "response code, getHTTPResponseCode",
        "httpresponse, getHTTPResponseCode",
        "3f5b1c0d, 3f5b1c0d",
        "3f5b1c0d-88a5-4c0f-9a3c-3a52f7f3b3f1, 3f5b1c0d",
    })
    void isFound(String typed, String in) {
        assertThat(found(typed)).as(typed).hasSize(EACH).allSatisfy(message -> assertThat(message)
                .contains(in));
    }

    @ParameterizedTest
    @CsvSource({
        "art",
        "ervice",
        "cartserv",
        "50",
        "ocket",
        "meout",
        "rout",
        "controll",
        "refuse",
        "09",
        "pv6a",
        "ttp",
        "3f5",
        "f5b1",
        // Its characters and pairs are there, not side by side
        "不足余额",
        "额余",
        "余额超时",
        "エラーー",
        "支払い呼び出し",
        "ข้อมูลฐาน",
        "제실패",
        "데이터",
    })
    void isNotFound(String typed) {
        assertThat(found(typed)).as(typed).isEmpty();
    }

    /** The letters are in very many newer events, the word is in none of them. */
    @Test
    void aWordIsFoundBehindManyThatHoldItsLettersAlone() {
        UUID issue = SERVER.data().issue("Many", Duration.ZERO);
        UUID unused = SERVER.data().event(issue, Duration.ZERO, new JsonObject().put("message", "a scarce yak"));
        SERVER.data()
                .sql(
                        """
                        INSERT INTO events (id, received_at, project_id, issue_id, fingerprint, level, message, tags, payload)
                        SELECT (left(id::text, 13) || '-7fff-9000-' || lpad(to_hex(n), 12, '0'))::uuid, received_at, project_id,
                               issue_id, 'f', level, 'kayaking', '{}', ''
                        FROM events, generate_series(1, 3000) n WHERE message = 'a scarce yak'""");

        assertThat(found("yak")).containsExactly("a scarce yak");
        assertThat(found("kayaking")).hasSize(25);
    }

    /** Of a message of 1 MiB the beginning is digested, and found; what the index holds of it is bounded. */
    @Test
    void aLongHostileMessageCostsWhatItsBeginningCosts() throws Exception {
        UUID issue = SERVER.data().issue("Long", Duration.ZERO);
        List<String> beginnings = new ArrayList<>();
        for (String piece : List.of("aB1", "反復", "Zz9 ", "\uD840\uDC0B", "\u0E01\u0E33")) {
            String beginning = "hostile" + beginnings.size();
            beginnings.add(beginning);
            UUID id = SERVER.data()
                    .event(
                            issue,
                            Duration.ZERO,
                            new JsonObject()
                                    .put("message", beginning + " " + piece.repeat((1 << 20) / piece.length())));
            SERVER.data().sql("UPDATE events SET exception_value = message WHERE id = $1", id);
        }

        boolean unused = new IndexStore(SERVER.vertx(), SERVER.data().database().pool(), 10_000)
                .digest(Instant.now().plusSeconds(1))
                .await(10, TimeUnit.SECONDS);

        for (String beginning : beginnings) {
            assertThat(found(beginning)).as(beginning).hasSize(1);
        }
        assertThat(SERVER.data().number("SELECT max(cardinality(words)) FROM event_blocks"))
                .isBetween(10L, 10_000L);
    }

    private static List<String> found(String typed) {
        return SERVER
                .http()
                .get("/api/v1/projects/default/events/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8))
                .array()
                .stream()
                .map(event -> ((JsonObject) event).getString("message"))
                .toList();
    }
}
