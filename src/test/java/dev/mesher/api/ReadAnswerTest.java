package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.StoredData;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every GET of the management API does for clients that have the answer already, or take it compressed. */
final class ReadAnswerTest {
    private static final String LIST = "/api/v1/projects/1/issues?limit=100";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    @BeforeAll
    static void start() {
        DATA.sql(
                "INSERT INTO issues (project_id, fingerprint, title) SELECT $1, 'f' || n, 'Issue ' || n"
                        + " FROM generate_series(1, 100) n",
                DATA.project());
    }

    @Test
    void aClientThatHasTheAnswerIsToldSo() {
        String tag = SERVER.http().get(LIST).header("etag").orElseThrow();

        Answer known = SERVER.http().get(LIST, "If-None-Match: " + tag);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.header("etag")).contains(tag);

        DATA.sql("UPDATE issues SET title = 'Another' WHERE fingerprint = $1", "f7");
        assertThat(SERVER.http().get(LIST, "If-None-Match: " + tag).status()).isEqualTo(200);
    }

    @Test
    void aLargeAnswerIsCompressedForClientsThatTakeIt() {
        int plain = length(SERVER.http().get(LIST));
        Answer zipped = SERVER.http().send("HEAD", LIST, "", "Accept-Encoding: gzip");

        assertThat(zipped.header("content-encoding")).contains("gzip");
        assertThat(length(zipped)).isLessThan(plain / 4);
    }

    @Test
    void aSmallAnswerIsNot() {
        assertThat(SERVER.http()
                        .get("/api/v1/projects/1/settings", "Accept-Encoding: gzip")
                        .header("content-encoding"))
                .isEmpty();
    }

    private static int length(Answer answer) {
        return Integer.parseInt(answer.header("content-length").orElseThrow());
    }
}
