package dev.mesher.told.channel;

import dev.mesher.text.FullPattern;
import dev.mesher.told.send.Outbound;
import dev.mesher.told.send.WebAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/**
 * A receiver of the user's own, which gets the message as JSON.
 *
 * @param secret signs each request
 */
record WebhookChannel(WebAddress url, String secret) implements Channel {
    static final String KIND = "webhook";

    private static final FullPattern SECRET = FullPattern.of("[!-~]{16,200}", 200);

    static WebhookChannel read(SettingFields fields) {
        return new WebhookChannel(
                fields.url("url"),
                fields.text("secret", SECRET, "16 to 200 visible ASCII characters; openssl rand -hex 32 makes some"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JsonObject settings() {
        return new JsonObject().put("url", url.text()).put("secret", secret);
    }

    /** A query is left out, since it may hold a token. */
    @Override
    public JsonObject shown() {
        int query = url.text().indexOf('?');
        String shown = query < 0 ? url.text() : url.text().substring(0, query) + "?" + REDACTED;
        return new JsonObject().put("url", shown).put("secret", REDACTED);
    }

    @Override
    public Outbound outbound(Message message, Instant now) {
        Buffer body = MessageBody.json(message).toBuffer();
        return Outbound.Post.json(
                url,
                Map.of(
                        "X-Mesher-Message-Id",
                        message.id().toString(),
                        "X-Mesher-Signature",
                        Signature.of(secret, now.getEpochSecond(), body)),
                body);
    }

    @Override
    public String toString() {
        return "WebhookChannel[url=" + url.origin() + "]";
    }
}
