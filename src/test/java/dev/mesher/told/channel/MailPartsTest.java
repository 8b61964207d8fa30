package dev.mesher.told.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.told.channel.Message.Kind;
import dev.mesher.told.send.Outbound;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

final class MailPartsTest {
    @Test
    void theTextSaysEverything() {
        assertThat(mail(Messages.usual(Kind.DIGEST)).text())
                .isEqualTo(
                        """
                        47 new issues in 3 minutes

                        Project checkout · Rule New issues · 29 November 2026, 00:12 UTC
                        In common: 44 of 47 share release 4.18.2 and host pod-7
                        Growing: TypeError: 12 → 310 events a minute

                        * TypeError: Cannot read properties of undefined (reading 'total')
                          fatal · cart/total.js in sum · 5,310 events · 1,204 users · release 4.18.2
                          https://mesher.example/issues/0197b000-0000-7000-8000-000000000003

                        * Timeout after 3000 ms calling payments
                          warning · cart/total.js in sum · 5,310 events · release 4.18.2
                          https://mesher.example/issues/0197b000-0000-7000-8000-000000000003

                        and 45 more issues

                        Open in Mesher: https://mesher.example/episodes/0197b000-0000-7000-8000-000000000002

                        Acknowledge: https://mesher.example/acknowledge?e=0197b000-0000-7000-8000-000000000002&until=1796000000&s=c2lnbmVk
                        """);
    }

    @Test
    void noTextIsHtmlAndNothingIsLoaded() {
        for (Message message : ProductFormatsTest.messages()) {
            assertThat(mail(message).html())
                    .doesNotContainIgnoringCase("<img", "<script", "<a href=\"http://evil", "src=\"", "url(", "<link");
        }
        assertThat(mail(Messages.ofTexts(Kind.DIGEST, Messages.HOSTILE)).html())
                .contains("&lt;img src=x onerror=alert(1)&gt;", "&quot;quoted&quot;", "&#39;single&#39; &amp;");
    }

    @Test
    void aNumberIsNotPartedFromWhatItCounts() {
        assertThat(mail(Messages.usual(Kind.DIGEST)).html())
                .contains("<span style=\"white-space:nowrap\">5,310 events</span> · <span");
        assertThat(mail(Messages.ofTexts(Kind.DIGEST, "a".repeat(200))).html()).contains("<span>" + "a".repeat(200));
    }

    @Test
    void theSubjectIsOneLineOf200Characters() {
        for (Message message : ProductFormatsTest.messages()) {
            assertThat(mail(message).subject()).hasSizeLessThanOrEqualTo(200).doesNotContain("\r", "\n", "\u0000");
        }
        assertThat(mail(Messages.usual(Kind.CALM)).subject()).isEqualTo("[checkout] Calm again: New issues");
    }

    private static Outbound.Mail mail(Message message) {
        return (Outbound.Mail) Channel.of("email", new JsonObject().put("to", new JsonArray().add("ada@example.org")))
                .outbound(message, Messages.AT);
    }
}
