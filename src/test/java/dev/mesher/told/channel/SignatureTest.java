package dev.mesher.told.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.told.channel.Message.Kind;
import dev.mesher.told.send.Outbound;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A receiver verifies a webhook as the documentation tells it to. */
final class SignatureTest {
    private static final String SECRET = "0123456789abcdef";
    private static final long NOW = Messages.AT.getEpochSecond();

    /** The verifier of the documentation. */
    private static boolean isGenuine(String header, byte[] body, String secret, long now) throws Exception {
        String[] parts = header.split(",", 2); // t=1796000000,v1=5f2b…
        long time = Long.parseLong(parts[0].substring("t=".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
        byte[] expected = mac.doFinal(body);
        byte[] given = HexFormat.of().parseHex(parts[1].substring("v1=".length()));
        return MessageDigest.isEqual(expected, given) && Math.abs(now - time) <= 300;
    }

    @Test
    void theReceiverVerifiesWhatWasSent() throws Exception {
        Outbound.Post post = post();
        String header = Objects.requireNonNull(post.headers().get("X-Mesher-Signature"));
        byte[] body = post.body().getBytes();

        assertThat(isGenuine(header, body, SECRET, NOW + 300)).isTrue();
        assertThat(isGenuine(header, body, SECRET, NOW + 301)).isFalse();
        assertThat(isGenuine(header, body, SECRET + "x", NOW)).isFalse();
        assertThat(isGenuine(header, Buffer.buffer(body).appendString(" ").getBytes(), SECRET, NOW))
                .isFalse();
        assertThat(isGenuine(header.replace("t=" + NOW, "t=" + (NOW + 1)), body, SECRET, NOW))
                .isFalse();
        assertThat(post.headers()).containsEntry("X-Mesher-Message-Id", Messages.ID.toString());
    }

    @Test
    void theDocumentedVerifierIsTheOneAbove() throws Exception {
        List<String> documented = lines("docs/alerts.md");
        List<String> tested = lines("src/test/java/dev/mesher/told/channel/SignatureTest.java");
        int from = tested.indexOf("private static boolean isGenuine("
                + "String header, byte[] body, String secret, long now) throws Exception {");
        List<String> verifier =
                tested.subList(from, from + tested.subList(from, tested.size()).indexOf("}") + 1);

        assertThat(verifier).hasSize(10);
        assertThat(documented).containsSequence(verifier);
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream().map(String::strip).toList();
    }

    @Test
    void isStableForOtherLanguages() {
        assertThat(Signature.of("secret", 1_796_000_000L, Buffer.buffer("{\"a\":1}")))
                .isEqualTo("t=1796000000,v1=e4c2bd0832e34a806934ead6e003220b15f175d0cb6c6cd8015acf5248be7409");
    }

    private static Outbound.Post post() {
        return (Outbound.Post) Channel.of(
                        "webhook",
                        new JsonObject().put("url", "https://hooks.example/").put("secret", SECRET))
                .outbound(Messages.usual(Kind.FIRST), Messages.AT);
    }
}
