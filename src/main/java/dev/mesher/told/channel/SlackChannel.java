package dev.mesher.told.channel;

import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.send.Outbound;
import dev.mesher.told.send.WebAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incoming webhook of Slack. Texts stand in {@code plain_text} and {@code rich_text}, in which Slack reads no marks of its
 * own, so that an error's text can mention nobody.
 *
 * @param url a secret: whoever has it can write
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack's blocks and their limits</a>
 */
record SlackChannel(WebAddress url) implements HookChannel {
    static final String KIND = "slack";

    private static final int MAX_HEADER = 150;
    private static final int MAX_TEXT = 3_000;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outbound outbound(Message message, Instant now) {
        JsonArray blocks = new JsonArray()
                .add(block("header", plain(Wording.headline(message), MAX_HEADER)))
                .add(block("section", plain(about(message), MAX_TEXT)));
        message.content().lines().forEach(line -> blocks.add(issue(line)));
        JsonArray end = end(message);
        if (!end.isEmpty()) {
            blocks.add(rich(end));
        }
        JsonObject body = new JsonObject()
                .put("text", Escape.SLACK.text(Wording.subject(message), MAX_TEXT))
                .put("mrkdwn", false)
                .put("blocks", blocks);
        return Outbound.Post.json(url, Map.of(), body.toBuffer());
    }

    private static String about(Message message) {
        StringBuilder about = new StringBuilder(Wording.origin(message));
        Wording.remarks(message).forEach(remark -> about.append('\n').append(remark));
        return about.toString();
    }

    private static JsonObject issue(Line line) {
        JsonArray parts = new JsonArray().add(linked(line.title(), line.url()));
        parts.add(text("\n" + Wording.detail(line)));
        return rich(parts);
    }

    private static JsonArray end(Message message) {
        JsonArray end = new JsonArray();
        String rest = Wording.rest(message, message.content().lines().size());
        if (!rest.isEmpty()) {
            end.add(text(rest + "\n"));
        }
        if (message.links().episode() != null) {
            end.add(linked(Wording.OPEN, message.links().episode()));
        }
        if (message.links().acknowledge() != null) {
            end.add(text(" · ")).add(linked(Wording.ACKNOWLEDGE, message.links().acknowledge()));
        }
        return end;
    }

    private static JsonObject block(String type, JsonObject text) {
        return new JsonObject().put("type", type).put("text", text);
    }

    private static JsonObject plain(String text, int max) {
        return new JsonObject()
                .put("type", "plain_text")
                .put("text", Escape.SLACK.text(text, max))
                .put("emoji", false);
    }

    private static JsonObject rich(JsonArray parts) {
        return new JsonObject()
                .put("type", "rich_text")
                .put(
                        "elements",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("type", "rich_text_section")
                                        .put("elements", parts)));
    }

    private static JsonObject linked(String text, @Nullable String url) {
        JsonObject style = new JsonObject().put("bold", true);
        return url == null
                ? text(text).put("style", style)
                : new JsonObject()
                        .put("type", "link")
                        .put("url", url)
                        .put("text", text)
                        .put("style", style);
    }

    /** In rich text Slack reads nothing in a text, so nothing is escaped. */
    private static JsonObject text(String text) {
        return new JsonObject().put("type", "text").put("text", text);
    }
}
