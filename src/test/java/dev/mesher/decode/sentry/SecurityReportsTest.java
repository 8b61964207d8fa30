package dev.mesher.decode.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who was kept out by a policy, whatever a browser writes as its URL. */
final class SecurityReportsTest {
    private static final String PAGE = "https://shop.example/cart";

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "https://my_bucket.s3.eu-west-1.amazonaws.com/a/b.png → https://my_bucket.s3.eu-west-1.amazonaws.com",
                "https://other_bucket.s3.eu-west-1.amazonaws.com      → https://other_bucket.s3.eu-west-1.amazonaws.com",
                "https://my_bucket.s3.example:8443/a                  → https://my_bucket.s3.example",
                "https://cdn.example/a b|c/%zz?d={e}                  → https://cdn.example",
                "https://cdn.example/%zz                              → https://cdn.example",
                "https://cdn.example/[a]^`.js#x y                     → https://cdn.example",
                "https://cdn.example?q=^                              → https://cdn.example",
                "https://cdn.example#/a                               → https://cdn.example",
                "HTTPS://CDN.Example.:443/                            → https://cdn.example",
                "https://cdn.example:99999/                           → https://cdn.example",
                "https://-a-.b--c_.example/                           → https://-a-.b--c_.example",
                "https://user:p@ss@cdn.example/x                      → https://cdn.example",
                "https://cdn.example\\@evil.example/                  → https://cdn.example",
                "https:\\\\cdn.example\\x                               → https://cdn.example",
                "https:cdn.example/x                                  → https://cdn.example",
                "https:///cdn.example/x                               → https://cdn.example",
                "http://[2001:DB8::1]:8080/x                          → http://[2001:db8::1]",
                "http://[::1]                                         → http://[::1]",
                "http://[::1/x                                        → http://[",
                "http://127.0.0.1:3000/x y                            → http://127.0.0.1",
                "https://bücher.example/ä                             → https://xn--bcher-kva.example",
                "https://xn--bcher-kva.example/                       → https://xn--bcher-kva.example",
                "https://*.example.com/                               → https://*.example.com",
                "wss://live_1.example/socket                          → wss://live_1.example",
                "//cdn_1.example/x.js                                 → cdn_1.example",
                "cdn_1.example/x.js                                   → cdn_1.example",
                "cdn.example:8080/x.js                                → cdn.example",
                "localhost:3000                                       → localhost",
                "data:image/png;base64,AA==                           → data",
                "data                                                 → data",
                "DATA:                                                → data",
                "blob:https://shop.example/9f0a-1                     → blob",
                "filesystem:https://shop.example/t/1                  → filesystem",
                "eval                                                 → eval",
                "wasm-eval                                            → wasm-eval",
                "about                                                → about",
                "about:blank                                          → about",
                "https                                                → https",
                "https://                                             → https",
                "chrome-extension                                     → chrome-extension",
                "chrome-extension://abcdefgh/inject.js?a b            → chrome-extension://abcdefgh",
                "moz-extension://1b2c-0/inject.js                     → moz-extension",
                "safari-web-extension://2C3D/a.js                     → safari-web-extension",
                "file:///C:/a b.js                                    → file",
                "javascript:alert(1)                                  → javascript",
                "android-webview-video-poster:default/1               → android-webview-video-poster",
                "/assets/a b.js                                       → https://shop.example",
                "'  https://cdn.example/x  '                          → https://cdn.example",
                "inline                                               → inline code",
                "self                                                 → inline code",
                "''                                                   → inline code",
            })
    void whoWasKeptOut(String blocked, String shown) {
        Event event = csp(blocked);

        assertThat(event.message()).isEqualTo("Blocked by 'img-src': " + shown);
        String grouped = shown.equals("inline code") ? "" : shown;
        assertThat(event.clientFingerprint()).isEqualTo(List.of("csp", "img-src", grouped));
    }

    @Test
    void aLongUrlIsCut() {
        for (String part : List.of("a", "@", ":", "[", "/", "\\", ".", "ü", "%")) {
            assertThat(csp("https://" + part.repeat(100_000)).message()).hasSizeLessThan(2_000);
            assertThat(csp(part.repeat(100_000)).message()).hasSizeLessThan(2_000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "{'csp-report':{'violated-directive':'IMG-SRC https:','blocked-uri':'https://my_bucket.s3.example/x'}} → Blocked by 'img-src': https://my_bucket.s3.example",
                "[{'type':'csp-violation','url':'https://a.example/','body':{'effectiveDirective':'img-src','blockedURL':'https://my_b.example/| y'}}] → Blocked by 'img-src': https://my_b.example",
                "[{'type':'csp-violation','url':'https://a_b.example/','body':{'effectiveDirective':'img-src','blockedURL':'/x y'}}] → Blocked by 'img-src': https://a_b.example",
                "{'expect-ct-report':{'hostname':'My_Host.example.','port':443}}       → Expect-CT failed for 'my_host.example'",
                "{'expect-ct-report':{'hostname':'my_host.example:8443'}}              → Expect-CT failed for 'my_host.example'",
                "{'expect-ct-report':{'hostname':'intranet'}}                          → Expect-CT failed for 'intranet'",
                "{'expect-staple-report':{'hostname':'bücher.example','port':443}}     → Expect-Staple failed for 'xn--bcher-kva.example'",
                "{'expect-staple-report':{'hostname':'https://a_b.example/x y'}}       → Expect-Staple failed for 'a_b.example'",
                "{'hostname':'2001:DB8::1','port':443,'known-pins':['pin']}            → Public key pinning validation failed for '[2001:db8::1]'",
                "{'hostname':'[::1]','known-pins':[]}                                  → Public key pinning validation failed for '[::1]'",
                "{'hostname':' ','known-pins':[]}                                      → Public key pinning validation failed for 'unknown'",
                "{'expect-ct-report':{}}                                               → Expect-CT failed for 'unknown'",
            })
    void everyFormOfReport(String sent, String message) {
        assertThat(decode(sent.replace('\'', '"')).events())
                .singleElement()
                .satisfies(event -> assertThat(event.message()).isEqualTo(message));
    }

    @Test
    void aListIsReadOneByOne() {
        SecurityReports reports = decode(
                """
                [{"type":"csp-violation","body":{"effectiveDirective":"img-src","blockedURL":"https://a_1.example/x"}},
                 {"type":"deprecation","body":{"id":"x"}}, 7,
                 {"expect-ct-report":{"hostname":"a"}},
                 {"type":"csp-violation","body":{"effectiveDirective":"img-src","blockedURL":"https://a_1.example/y z"}}]""");

        assertThat(reports.events()).hasSize(3);
        assertThat(reports.others()).isEqualTo(2);
        assertThat(reports.events().get(0).clientFingerprint())
                .isEqualTo(reports.events().get(2).clientFingerprint());
    }

    private static Event csp(String blocked) {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("effective-directive", "img-src")
                .put("document-uri", PAGE)
                .put("blocked-uri", blocked);
        JsonNode sent = JsonNodeFactory.instance.objectNode().set("csp-report", report);
        return decode(sent.toString()).events().get(0);
    }

    private static SecurityReports decode(String sent) {
        return SecurityReports.decode(
                sent.getBytes(StandardCharsets.UTF_8), new Arrival(Decoded.NOW, null, null, null), null, null);
    }
}
