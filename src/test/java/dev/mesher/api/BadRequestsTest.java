package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.endpoint.JsonBody;
import dev.mesher.testing.RawHttp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadRequestsTest {
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    /** Stands in a path for an issue that is there. */
    private static final String SOMEONE = "ISSUE";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static UUID issue;

    @BeforeAll
    static void start() {
        issue = SERVER.data().issue("Boom", Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "projects/default/issues?limit=0 | 400 | limit must be a number from 1 to 100",
                "projects/default/issues?limit=-1 | 400 | limit must be a number from 1 to 100",
                "projects/default/issues?limit=101 | 400 | limit must be a number from 1 to 100",
                "projects/default/issues?limit=abc | 400 | limit must be a number from 1 to 100",
                "projects/default/issues?limit=1.5 | 400 | limit must be a number from 1 to 100",
                "projects/default/issues?limit=99999999999999999999999 | 400 | limit must be a number from 1 to 100",
                "projects/default/issues?limit=%D9%A1 | 400 | limit must be a number from 1 to 100",
                "projects/default/issues?limit=1&limit=2 | 400 | limit is given twice",
                "projects/default/issues?status=open | 400 | status must be one of unresolved, resolved, archived, discarded",
                "projects/default/issues?status=deleted | 400 | status must be one of unresolved, resolved, archived, discarded",
                "projects/default/issues?status=RESOLVED | 400 | status must be one of unresolved, resolved, archived, discarded",
                "projects/default/issues?level=bad | 400 | level must be one of fatal, error, warning, info, debug",
                "projects/default/issues?sort=title | 400 | sort must be one of last_seen, first_seen, events, users",
                "projects/default/issues?assigned_to=me | 400 | assigned_to must be a UUID",
                "projects/default/issues?assigned_to=1-1-1-1-1 | 400 | assigned_to must be a UUID",
                "projects/default/issues?q=a%00b | 400 | q holds a NUL character",
                "projects/default/issues?environment=%00 | 400 | environment holds a NUL character",
                "projects/default/issues?q=%ff | 400 | q is not UTF-8",
                "projects/default/issues?q=%ed%a0%80 | 400 | q is not UTF-8",
                "projects/default/issues?q=%c0%80 | 400 | q is not UTF-8",
                "projects/default/issues?q=%zz | 400 | malformed path or query",
                "projects/default/issues?q=%4 | 400 | malformed path or query",
                "projects/default/issues?q=% | 400 | malformed path or query",
                "projects/default/issues?%ff=1 | 400 | query is not UTF-8",
                "projects/default/issues?cursor=2026-01-01T00:00:00Z | 400 | cursor_id is missing",
                "projects/default/issues?cursor_id=" + NOBODY + " | 400 | cursor is missing",
                "projects/default/issues?cursor=yesterday&cursor_id=" + NOBODY + " | 400 | cursor must be a time",
                "projects/default/issues?cursor=2026-02-30T00:00:00Z&cursor_id=" + NOBODY
                        + " | 400 | cursor must be a time",
                "projects/default/issues?cursor=%2B999999999-01-01T00:00:00Z&cursor_id=" + NOBODY
                        + " | 400 | cursor must be a time",
                "projects/default/issues?cursor=2026-01-01T00:00:00Z&cursor_id=x | 400 | cursor_id must be a UUID",
                "projects/default/issues?sort=events&cursor=x&cursor_id=" + NOBODY + " | 400 | cursor must be a number",
                "projects/default/issues?sort=users&cursor=-1&cursor_id=" + NOBODY + " | 400 | cursor must be a number",
                "projects/default/issues?sort=events&cursor=9999999999999999999&cursor_id=" + NOBODY
                        + " | 400 | cursor must be a number",
                "projects/%zz/issues | 400 | malformed path or query",
                "issues/% | 400 | malformed path or query",
                "projects/default/events/count?key=a | 400 | value is missing",
                "projects/default/events/count?value=a | 400 | key is missing",
                "projects/default/events/count?key=&value=a | 400 | key is empty",
                "projects/default/events/count?key=a&value=%00 | 400 | value holds a NUL character",
                "projects/default/events/tags?key=%00&value=a | 400 | key holds a NUL character",
                "projects/default/events/tags | 400 | key is missing",
                "projects/nobody/issues | 404 | project not found",
                "projects/%00/issues | 400 | project holds a NUL character",
                "projects/%F0%9F%98%80/settings | 404 | project not found",
                "projects/%ff/settings | 404 | project not found",
                "projects/-1/settings | 404 | project not found",
                "projects/2/storage | 404 | project not found",
                "projects/99999999999999999999999999/settings | 404 | project not found",
                "projects/" + NOBODY + "/settings | 404 | project not found",
                "projects/" + NOBODY + "/events/count?key=a&value=b | 404 | project not found",
                "issues/x/events | 400 | issue must be a UUID",
                "issues/1-1-1-1-1/timeline | 400 | issue must be a UUID",
                "issues/" + NOBODY + "/events | 404 | issue not found",
                "issues/" + NOBODY + "/timeline | 404 | issue not found",
                "issues/" + SOMEONE + "/events?limit=-5 | 400 | limit must be a number from 1 to 100",
                "issues/" + SOMEONE + "/timeline?limit=1000 | 400 | limit must be a number from 1 to 100",
                "issues/" + SOMEONE + "/events?cursor=5&cursor_id=" + NOBODY + " | 400 | cursor must be a time",
                "events/x | 400 | event must be a UUID",
                "events/%00 | 400 | event holds a NUL character",
                "events/" + NOBODY + " | 404 | event not found",
                "events/00000000000000000000000000000000 | 404 | event not found",
                "events/0000000000000000000000000000000 | 400 | event must be a UUID",
                "events/ffffffff-ffff-7fff-bfff-ffffffffffff | 404 | event not found",
                "nothing | 404 | not found",
                "issues/" + NOBODY + "/nothing | 404 | not found",
            })
    void reads(String path, int status, String error) {
        expect(SERVER.http().get("/api/v1/" + path.replace(SOMEONE, issue.toString())), status, error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "projects/default/settings | {} | 400 | retention_days or sample_rate is missing",
                "projects/default/settings | '' | 400 | retention_days or sample_rate is missing",
                "projects/default/settings | { | 400 | the body is not JSON",
                "projects/default/settings | {} {} | 400 | the body is not JSON",
                "projects/default/settings | nope | 400 | the body is not JSON",
                "projects/default/settings | [] | 400 | the body must be a JSON object",
                "projects/default/settings | null | 400 | the body must be a JSON object",
                "projects/default/settings | \"text\" | 400 | the body must be a JSON object",
                "projects/default/settings | 1 | 400 | the body must be a JSON object",
                "projects/default/settings | {\"retention_days\":0} | 400 | retention_days must be",
                "projects/default/settings | {\"retention_days\":3651} | 400 | retention_days must be",
                "projects/default/settings | {\"retention_days\":-1} | 400 | retention_days must be",
                "projects/default/settings | {\"retention_days\":1.5} | 400 | retention_days must be",
                "projects/default/settings | {\"retention_days\":\"90\"} | 400 | retention_days must be",
                "projects/default/settings | {\"retention_days\":null} | 400 | retention_days must be",
                "projects/default/settings | {\"retention_days\":1e99} | 400 | retention_days must be",
                "projects/default/settings | {\"retention_days\":99999999999999999999} | 400 | retention_days must be",
                "projects/default/settings | {\"sample_rate\":1.01} | 400 | sample_rate must be",
                "projects/default/settings | {\"sample_rate\":-0.1} | 400 | sample_rate must be",
                "projects/default/settings | {\"sample_rate\":1e400} | 400 | sample_rate must be",
                "projects/default/settings | {\"sample_rate\":\"1\"} | 400 | sample_rate must be",
                "projects/default/settings | {\"sample_rate\":true} | 400 | sample_rate must be",
                "projects/default/settings | {\"sample_rate\":NaN} | 400 | the body is not JSON",
                "projects/default/settings | {\"sample_rate\":0.5,\"retention_days\":0} | 400 | retention_days must be",
                "projects/nobody/settings | {\"sample_rate\":0.5} | 404 | project not found",
                "issues/x/resolve | '' | 400 | issue must be a UUID",
                "issues/" + NOBODY + "/resolve | '' | 404 | issue not found",
                "issues/" + NOBODY + "/archive | '' | 404 | issue not found",
                "issues/" + NOBODY + "/unresolve | '' | 404 | issue not found",
                "issues/" + NOBODY + "/discard | '' | 404 | issue not found",
                "issues/" + NOBODY + "/delete | '' | 404 | issue not found",
                "issues/" + NOBODY + "/assign | '' | 404 | issue not found",
                "issues/" + SOMEONE + "/resolve | { | 400 | the body is not JSON",
                "issues/" + SOMEONE + "/assign | {\"user\":\"x\"} | 400 | user_id is missing",
                "issues/" + SOMEONE + "/assign | {\"user_id\":\"x\"} | 400 | user_id must be a UUID",
                "issues/" + SOMEONE + "/assign | {\"user_id\":\"\\u0000\"} | 400 | user_id must be a UUID",
                "issues/" + SOMEONE + "/assign | {\"user_id\":\"\\ud800\"} | 400 | user_id must be a UUID",
                "issues/" + SOMEONE + "/assign | {\"user_id\":7} | 400 | user_id must be a UUID",
                "issues/" + SOMEONE + "/assign | {\"user_id\":{}} | 400 | user_id must be a UUID",
                "issues/" + SOMEONE + "/assign | {\"user_id\":[]} | 400 | user_id must be a UUID",
            })
    void changes(String path, String body, int status, String error) {
        expect(SERVER.http().post("/api/v1/" + path.replace(SOMEONE, issue.toString()), body), status, error);
        assertThat(SERVER.http().get("/api/v1/projects/default/settings").body())
                .isEqualTo("{\"retention_days\":90,\"sample_rate\":1.0}");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, projects/default/settings, 'GET,HEAD,POST'",
        "PUT, projects/default/storage, 'GET,HEAD'",
        "POST, projects/default/issues, 'GET,HEAD'",
        "GET, issues/" + NOBODY + "/resolve, POST",
        "DELETE, events/" + NOBODY + ", 'GET,HEAD'",
    })
    void anotherMethod(String method, String path, String allowed) {
        RawHttp.Answer answer = SERVER.http().send(method, "/api/v1/" + path, "");

        expect(answer, 405, "method not allowed");
        assertThat(answer.header("allow").orElse("").split(", ?")).containsExactlyInAnyOrder(allowed.split(","));
    }

    @Test
    void aBodyThatIsTooLarge() {
        String filler = "\"a\":\"" + "x".repeat(JsonBody.MAX_BYTES - 8) + "\"";
        String path = "/api/v1/issues/" + issue + "/resolve";

        expect(SERVER.http().post(path, "{" + filler + "x}"), 413, "body larger than 65536 bytes");
        assertThat(SERVER.http().post(path, "{" + filler + "}").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsNestedDeeply() {
        expect(
                SERVER.http().post("/api/v1/issues/" + issue + "/resolve", "[".repeat(60_000)),
                400,
                "the body is not JSON");
    }

    @Test
    void aBodyThatIsCompressed() {
        expect(
                SERVER.http().post("/api/v1/issues/" + issue + "/resolve", "{}", "Content-Encoding: gzip"),
                415,
                "unsupported content encoding gzip");
    }

    @Test
    void aFormsContentTypeDoesNotHideTheJson() {
        assertThat(SERVER.http()
                        .post(
                                "/api/v1/projects/default/settings",
                                "{\"retention_days\":90}",
                                "Content-Type: application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "environment", "release", "status", "cursor"})
    void aVeryLongValue(String name) {
        assertThat(SERVER.http()
                        .get("/api/v1/projects/default/issues?" + name + "=" + "x".repeat(2_000))
                        .status())
                .isEqualTo(400);
    }

    private static void expect(RawHttp.Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.error()).startsWith(error);
        assertThat(answer.header("content-type")).contains("application/json");
    }
}
