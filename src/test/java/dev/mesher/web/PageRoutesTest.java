package dev.mesher.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.NoErrorLogged;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the dashboard's files are served. */
final class PageRoutesTest {
    private static final String BROWSER = "Accept: text/html,application/xhtml+xml";

    @AutoClose
    private static TestNode node;

    private static RawHttp http;

    @RegisterExtension
    private final NoErrorLogged log = new NoErrorLogged();

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        http = new RawHttp(node.httpPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/p/1/issues?q=is%3Aunresolved", "/sign-in?next=/p/1", "/no/such/page"})
    void everyAddressOfABrowserLeadsToThePage(String address) {
        Answer page = http.get(address, BROWSER);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.header("cache-control")).contains("no-cache");
        assertThat(page.header("x-content-type-options")).contains("nosniff");
        assertThat(page.header("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'");
        assertThat(page.body()).contains("<div id=\"app\">");
    }

    @Test
    void theFirstAddressServesThePageToEveryProgram() {
        assertThat(http.get("/").body()).contains("<div id=\"app\">");
        assertThat(http.send("HEAD", "/", "").status()).isEqualTo(200);
        assertThat(http.post("/no/such/page", "", BROWSER).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/p/1/issues", "/no/such/page"})
    void aProgramIsToldThatAnAddressIsUnknown(String address) {
        assertThat(http.get(address).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/1/nothing", "/ui/0123456789abcdef/app.js"})
    void whatBelongsToProgramsIsNeverThePage(String address) {
        assertThat(http.get(address, BROWSER).body()).doesNotContain("<div id=\"app\">");
    }

    @Test
    void everyFileThatThePageNamesIsThereAndMayBeKeptForGood() {
        List<String> named = Pattern.compile("(?:href|src)=\"(/ui/[^\"]+)\"")
                .matcher(http.get("/").body())
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(named).allSatisfy(file -> {
            Answer answer = http.get(file);
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.header("cache-control").orElseThrow()).contains("immutable");
            assertThat(answer.header("x-content-type-options")).contains("nosniff");
        });
    }

    /** A browser that has to ask for more of them in turn shows its first list later. */
    @Test
    void thePageNeedsFifteenModulesAtMostBeforeItsFirstList() {
        String page = http.get("/").body();

        assertThat(page.split("\"modulepreload\"", -1)).hasSizeBetween(10, 15);
    }

    @Test
    void filesAreCompressedForClientsThatTakeIt() {
        String file = Assets.load().base() + "/mesher.css";
        int plain = Integer.parseInt(http.get(file).header("content-length").orElseThrow());
        Answer zipped = http.send("HEAD", file, "", "Accept-Encoding: br, gzip;q=0.5");

        assertThat(zipped.header("content-encoding")).contains("gzip");
        assertThat(zipped.header("vary").orElseThrow()).contains("Accept-Encoding");
        assertThat(Integer.parseInt(zipped.header("content-length").orElseThrow()))
                .isLessThan(plain / 2);
        assertThat(http.get(file, "Accept-Encoding: gzip;q=0").header("content-encoding"))
                .isEmpty();
    }
}
