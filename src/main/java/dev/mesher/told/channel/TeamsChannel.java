package dev.mesher.told.channel;

import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.send.Outbound;
import dev.mesher.told.send.WebAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of Microsoft Teams' Workflows, which posts an Adaptive Card. Texts stand in {@code TextRun}s, in which Teams reads
 * no Markdown.
 *
 * @param url a secret: whoever has it can write
 * @see <a href="https://adaptivecards.io/explorer/TextRun.html">Adaptive Cards: TextRun</a>
 */
record TeamsChannel(WebAddress url) implements HookChannel {
    static final String KIND = "teams";

    /** Teams takes 28 KB. */
    static final int MAX_BYTES = 28_000;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outbound outbound(Message message, Instant now) {
        int lines = message.content().lines().size();
        Buffer body = body(message, lines);
        while (body.length() > MAX_BYTES && lines > 0) {
            lines--;
            body = body(message, lines);
        }
        return Outbound.Post.json(url, Map.of(), body);
    }

    private static Buffer body(Message message, int lines) {
        JsonObject attachment = new JsonObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putNull("contentUrl")
                .put("content", card(message, lines));
        return new JsonObject()
                .put("type", "message")
                .put("attachments", new JsonArray().add(attachment))
                .toBuffer();
    }

    private static JsonObject card(Message message, int lines) {
        JsonArray body = new JsonArray()
                .add(text(run(Wording.headline(message))
                        .put("size", "Large")
                        .put("weight", "Bolder")
                        .put("color", Tone.of(message).teamsColour())))
                .add(text(run(Wording.origin(message)).put("isSubtle", true)));
        Wording.remarks(message).forEach(remark -> body.add(text(run(remark))));
        List<Line> listed = message.content().lines().subList(0, lines);
        for (Line line : listed) {
            body.add(text(title(line)).put("separator", true));
            body.add(text(run(Wording.detail(line)).put("isSubtle", true)).put("spacing", "None"));
        }
        String rest = Wording.rest(message, lines);
        if (!rest.isEmpty()) {
            body.add(text(run(rest)));
        }
        JsonObject card = new JsonObject()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4")
                .put("body", body)
                .put("msteams", new JsonObject().put("width", "Full"));
        JsonArray actions = new JsonArray();
        addLink(actions, Wording.OPEN, message.links().episode());
        addLink(actions, Wording.ACKNOWLEDGE, message.links().acknowledge());
        return actions.isEmpty() ? card : card.put("actions", actions);
    }

    private static JsonObject title(Line line) {
        JsonObject run = run(line.title()).put("weight", "Bolder");
        return line.url() == null ? run : run.put("selectAction", open(line.url()));
    }

    private static void addLink(JsonArray actions, String title, @Nullable String url) {
        if (url != null) {
            actions.add(open(url).put("title", title));
        }
    }

    private static JsonObject open(String url) {
        return new JsonObject().put("type", "Action.OpenUrl").put("url", url);
    }

    private static JsonObject text(JsonObject run) {
        return new JsonObject().put("type", "RichTextBlock").put("inlines", new JsonArray().add(run));
    }

    private static JsonObject run(String text) {
        return new JsonObject().put("type", "TextRun").put("text", text);
    }
}
