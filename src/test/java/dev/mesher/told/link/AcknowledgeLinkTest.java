package dev.mesher.told.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.told.link.AcknowledgeLink.Expired;
import dev.mesher.told.link.AcknowledgeLink.Forged;
import dev.mesher.told.link.AcknowledgeLink.Token;
import dev.mesher.told.link.AcknowledgeLink.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AcknowledgeLinkTest {
    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final Token TOKEN =
            new Token(UUID.randomUUID(), UUID.randomUUID(), NOW.plus(AcknowledgeLink.VALID_FOR));

    private final AcknowledgeLink link = of("0123456789abcdef0123456789abcdef");

    @Test
    void whatOneNodeSignsAnotherReads() {
        AcknowledgeLink other = of("0123456789abcdef0123456789abcdef");

        assertThat(other.read(link.sign(TOKEN), NOW)).isEqualTo(new Valid(TOKEN));
    }

    @Test
    void expiresInTheSecondThatItSays() {
        String text = link.sign(TOKEN);

        assertThat(link.read(text, TOKEN.expires().minusMillis(1))).isEqualTo(new Valid(TOKEN));
        assertThat(link.read(text, TOKEN.expires())).isEqualTo(new Expired(TOKEN));
    }

    @Test
    void everyChangedCharacterMakesItAForgery() {
        String text = link.sign(TOKEN);

        for (int at = 0; at < text.length(); at++) {
            String changed = text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
            assertThat(link.read(changed, NOW)).as("changed at %d", at).isEqualTo(new Forged());
        }
    }

    @Test
    void anotherKeyMakesAForgery() {
        assertThat(of("another key of another server 32").read(link.sign(TOKEN), NOW))
                .isEqualTo(new Forged());
    }

    @Test
    void whatIsNoTokenIsAForgery() {
        String text = link.sign(TOKEN);

        assertThat(text).matches("[A-Za-z0-9_-]{96}");
        for (String wrong : new String[] {
            "",
            "a",
            text.substring(1),
            text + "A",
            "é".repeat(text.length()),
            "=".repeat(text.length()),
            text.substring(0, text.length() - 1) + "=",
            "A".repeat(1_000_000)
        }) {
            assertThat(link.read(wrong, NOW)).isEqualTo(new Forged());
        }
    }

    private static AcknowledgeLink of(String key) {
        return new AcknowledgeLink(key.getBytes(StandardCharsets.UTF_8));
    }
}
