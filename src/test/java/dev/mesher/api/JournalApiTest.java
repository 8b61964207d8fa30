package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.journal.Entry;
import dev.mesher.journal.RefusedInJournal;
import dev.mesher.testing.RawHttp.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What PostgreSQL refused of the journal, over HTTP. */
final class JournalApiTest {
    private static final String ROUTE = "/api/v1/journal";

    @AutoClose
    private final ApiServer server = new ApiServer();

    @Test
    void isListedPageByPageOldestFirst() {
        assertThat(server.http().get(ROUTE).object().getJsonArray("data")).isEmpty();
        RefusedInJournal.add(server.journal(), "out of\nrange", entry("first"), entry("second"), entry("third"));

        JsonObject page = server.http().get(ROUTE + "?limit=2").object();
        JsonObject rest = server.http()
                .get(ROUTE + "?limit=2&cursor=" + page.getString("next_cursor"))
                .object();

        assertThat(page.getBoolean("has_more")).isTrue();
        assertThat(page.getLong("waiting_bytes")).isZero();
        assertThat(page.getLong("refused_bytes")).isPositive();
        assertThat(heads(page)).containsExactly("first", "second");
        JsonObject first = page.getJsonArray("data").getJsonObject(0);
        assertThat(first.getString("kind")).isEqualTo("event");
        assertThat(first.getString("reason")).isEqualTo("out of range");
        assertThat(first.getLong("size")).isEqualTo(5);
        assertThat(heads(rest)).containsExactly("third");
        assertThat(rest.getBoolean("has_more")).isFalse();
        assertThat(rest.containsKey("next_cursor")).isFalse();
    }

    @Test
    void whatIsTriedAgainWaits() {
        RefusedInJournal.add(server.journal(), "why", entry("first"), entry("second"));
        long first = numbers().get(0);

        Answer answer = server.http().post(ROUTE + "/retry", new JsonObject().put("numbers", List.of(first, 99)));

        assertThat(answer.object()).isEqualTo(new JsonObject().put("retried", 1));
        assertThat(numbers()).doesNotContain(first).hasSize(1);
        assertThat(server.http().get(ROUTE).object().getLong("waiting_bytes")).isPositive();
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (String body : List.of(
                "{}",
                "{\"numbers\":1}",
                "{\"numbers\":[\"1\"]}",
                "{\"numbers\":[1.5]}",
                "{\"numbers\":[null]}",
                "{\"numbers\":[99999999999999999999]}",
                "{\"numbers\":[" + "1,".repeat(100) + "1]}")) {
            assertThat(server.http().post(ROUTE + "/retry", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String query : List.of("cursor=-1", "cursor=a", "cursor=9999999999999999999", "limit=0", "limit=101")) {
            assertThat(server.http().get(ROUTE + "?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    private List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        JsonArray data = server.http().get(ROUTE).object().getJsonArray("data");
        data.forEach(entry -> numbers.add(((JsonObject) entry).getLong("number")));
        return numbers;
    }

    private static List<String> heads(JsonObject page) {
        return page.getJsonArray("data").stream()
                .map(entry -> ((JsonObject) entry).getString("head"))
                .toList();
    }

    private static Entry entry(String text) {
        return new Entry("event", null, text.getBytes(StandardCharsets.UTF_8));
    }
}
