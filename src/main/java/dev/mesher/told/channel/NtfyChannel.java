package dev.mesher.told.channel;

import dev.mesher.event.Refusal;
import dev.mesher.text.FullPattern;
import dev.mesher.text.OneLine;
import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.send.Outbound;
import dev.mesher.told.send.WebAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic of an ntfy server. Messages are plain text there.
 *
 * @param url the server, without a path
 * @param token an access token; null for a topic that anyone may write to
 * @see <a href="https://docs.ntfy.sh/publish/#publish-as-json">ntfy: publish as JSON</a>
 */
record NtfyChannel(WebAddress url, String topic, @Nullable String token) implements Channel {
    static final String KIND = "ntfy";

    /** ntfy makes a file of a longer message. */
    private static final int MAX_MESSAGE = 4_096;

    /** ntfy reads no JSON that is longer than two messages. */
    private static final int MAX_BODY = 2 * MAX_MESSAGE;

    private static final int MAX_TITLE = 250;

    /** Of each sentence: it is read on a telephone. */
    private static final int MAX_SENTENCE = 150;

    private static final FullPattern TOPIC = FullPattern.of("[A-Za-z0-9_-]{1,64}", 64);
    private static final FullPattern TOKEN = FullPattern.of("[!-~]{1,200}", 200);

    static NtfyChannel read(SettingFields fields) {
        WebAddress url = fields.url("url");
        if (!url.path().equals("/")) {
            throw SettingFields.wrong("url", "the server's address without a path, such as https://ntfy.sh");
        }
        return new NtfyChannel(
                url,
                fields.text("topic", TOPIC, "1 to 64 letters, digits, _ or -"),
                fields.optional("token", TOKEN, "an access token of at most 200 visible ASCII characters")
                        .orElse(null));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JsonObject settings() {
        JsonObject settings = new JsonObject().put("url", url.text()).put("topic", topic);
        return token == null ? settings : settings.put("token", token);
    }

    @Override
    public JsonObject shown() {
        JsonObject shown = settings();
        return token == null ? shown : shown.put("token", REDACTED);
    }

    /** A token that is kept is not sent to another server: there it could be read. */
    @Override
    public Channel with(JsonObject changes) {
        Channel changed = Channel.super.with(changes);
        if (token != null
                && !token.equals(changes.getValue("token"))
                && changed instanceof NtfyChannel other
                && token.equals(other.token)
                && !url.origin().equals(other.url.origin())) {
            throw Refusal.malformed("settings.token must be given again, since settings.url names another server");
        }
        return changed;
    }

    @Override
    public Outbound outbound(Message message, Instant now) {
        int lines = message.content().lines().size();
        String text = text(message, lines);
        Buffer body = body(message, text);
        while (lines > 0 && (bytes(text) > MAX_MESSAGE || body.length() > MAX_BODY)) {
            lines--;
            text = text(message, lines);
            body = body(message, text);
        }
        return Outbound.Post.json(url, token == null ? Map.of() : Map.of("Authorization", "Bearer " + token), body);
    }

    private Buffer body(Message message, String text) {
        Tone tone = Tone.of(message);
        JsonObject body = new JsonObject()
                .put("topic", topic)
                .put("title", OneLine.cut(Wording.subject(message), MAX_TITLE))
                .put("message", text)
                .put("priority", tone.ntfyPriority())
                .put("tags", new JsonArray().add(tone.ntfyTag()));
        JsonArray actions = new JsonArray();
        if (message.links().episode() != null) {
            body.put("click", message.links().episode());
            actions.add(view(Wording.OPEN, message.links().episode()));
        }
        if (message.links().acknowledge() != null) {
            actions.add(view(Wording.ACKNOWLEDGE, message.links().acknowledge()));
        }
        return (actions.isEmpty() ? body : body.put("actions", actions)).toBuffer();
    }

    private static String text(Message message, int lines) {
        StringBuilder text = new StringBuilder(cut(Wording.origin(message)));
        Wording.remarks(message).forEach(remark -> text.append('\n').append(cut(remark)));
        for (Line line : message.content().lines().subList(0, lines)) {
            text.append("\n\n").append(cut(line.title())).append('\n').append(cut(Wording.detail(line)));
        }
        String rest = Wording.rest(message, lines);
        return text.append(rest.isEmpty() ? "" : "\n\n" + rest).toString();
    }

    private static JsonObject view(String label, String url) {
        return new JsonObject().put("action", "view").put("label", label).put("url", url);
    }

    private static String cut(String sentence) {
        return OneLine.cut(sentence, MAX_SENTENCE);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "NtfyChannel[url=" + url.origin() + ", topic=" + topic + "]";
    }
}
