package dev.mesher.api.episode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.RawHttp;
import dev.mesher.told.link.AcknowledgeLink;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links in messages, opened by readers who are not signed in where accounts are required. */
final class AcknowledgeLinkApiTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final RawHttp STRANGER = SERVER.serve(SERVER.data().database(), AuthMode.REQUIRED);

    private Storm storm = Storm.of(SERVER.data(), 1);

    @BeforeEach
    void twoAlerts() {
        SERVER.data().sql("DELETE FROM alert_rules");
        storm = Storm.of(SERVER.data(), 2);
    }

    @Test
    void openingItShowsWhatItIsAboutAndChangesNothing() {
        for (String method : new String[] {"GET", "HEAD", "GET"}) {
            RawHttp.Answer answer = STRANGER.send(method, link(storm.slack(), Duration.ofDays(7)), "");

            assertThat(answer.status()).isEqualTo(200);
        }

        RawHttp.Answer page = STRANGER.get(link(storm.slack(), Duration.ofDays(7)));
        assertThat(page.body())
                .contains("New &lt;issues&gt;", "2 alerts since", "<form method=\"post\"><button>Acknowledge</button>")
                .doesNotContain("Boom", "<issues>", "<script", "src=", "href=");
        assertThat(page.header("content-security-policy").orElse(""))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(page.header("cache-control")).contains("no-store");
        assertThat(page.header("referrer-policy")).contains("same-origin");
        assertThat(page.header("x-robots-tag")).contains("noindex");
        assertThat(storm.statuses()).containsOnly("active");
    }

    @Test
    void itsButtonAcknowledgesOnceAndSignsNobodyIn() {
        RawHttp.Answer done = press(storm.slack());

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("<h1>Acknowledged</h1>").doesNotContain("<form");
        assertThat(done.header("set-cookie")).isEmpty();
        assertThat(storm.statuses()).containsOnly("acknowledged");
        assertThat(storm.noted()).containsExactly("acknowledged link -");
        assertThat(storm.queued())
                .containsExactlyInAnyOrder(
                        "slack acknowledged a link sent to The slack",
                        "pagerduty acknowledged a link sent to The slack");

        assertThat(press(storm.pagerDuty()).body()).contains("taken care of already");
        assertThat(STRANGER.get(link(storm.slack(), Duration.ofDays(7))).body())
                .contains("taken care of already")
                .doesNotContain("<form");
        assertThat(storm.noted()).hasSize(1);
        assertThat(storm.queued()).hasSize(2);
    }

    @Test
    void aLinkThatIsNotValidLeadsNowhere() {
        String link = link(storm.slack(), Duration.ofDays(7));
        String other = link.substring(0, link.length() - 1) + (link.endsWith("A") ? "B" : "A");
        for (String bad : new String[] {other, "/acknowledge/x", "/acknowledge/" + "A".repeat(900)}) {
            assertThat(STRANGER.get(bad).status()).isEqualTo(404);
            assertThat(STRANGER.post(bad, "").status()).isEqualTo(404);
            assertThat(STRANGER.get(bad).body()).contains("leads nowhere");
        }
        RawHttp.Answer expired = STRANGER.post(link(storm.slack(), Duration.ofSeconds(-1)), "");
        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.body()).contains("has expired").doesNotContain("New &lt;issues");

        SERVER.data().sql("DELETE FROM channels WHERE id = $1", storm.slack());
        assertThat(STRANGER.post(link, "").status())
                .as("links end with the channel that received them")
                .isEqualTo(404);
        assertThat(storm.statuses()).containsOnly("active");
    }

    @Test
    void pagesOfOtherSitesMayNotPressIt() {
        String link = link(storm.slack(), Duration.ofDays(7));

        for (String header :
                new String[] {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"}) {
            assertThat(STRANGER.post(link, "", header).status()).as(header).isEqualTo(403);
        }

        assertThat(storm.statuses()).containsOnly("active");
        assertThat(STRANGER.send("DELETE", link, "").status()).isEqualTo(405);
    }

    private RawHttp.Answer press(UUID channel) {
        return STRANGER.post(
                link(channel, Duration.ofDays(7)),
                "",
                "Content-Type: application/x-www-form-urlencoded",
                "Host: mesher.example",
                "Origin: https://mesher.example",
                "Sec-Fetch-Site: same-origin");
    }

    private String link(UUID channel, Duration valid) {
        byte[] key = SERVER.data()
                .sql("SELECT key FROM shared_keys WHERE name = 'acknowledge'")
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        return "/acknowledge/"
                + new AcknowledgeLink(key)
                        .sign(new AcknowledgeLink.Token(
                                storm.episode(), channel, Instant.now().plus(valid)));
    }
}
