package dev.mesher.told.channel;

import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.channel.Message.Links;
import dev.mesher.told.send.Outbound;
import dev.mesher.told.send.WebAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of Discord. The message is one embed; nobody is mentioned, whatever the texts say.
 *
 * @param url a secret: whoever has it can write
 * @see <a href="https://docs.discord.com/developers/resources/message#embed-object-embed-limits">Discord's limits</a>
 */
record DiscordChannel(WebAddress url) implements HookChannel {
    static final String KIND = "discord";

    private static final int MAX_TITLE = 256;
    private static final int MAX_DESCRIPTION = 4_096;
    private static final int MAX_FOOTER = 1_000;

    /** Of an issue's title and details, so that ten of them fit in most messages. */
    private static final int MAX_PART = 300;

    /** Characters that the count of further issues and the link to acknowledge need. */
    private static final int END = 600;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outbound outbound(Message message, Instant now) {
        JsonObject embed = new JsonObject()
                .put("title", Escape.DISCORD.text(Wording.headline(message), MAX_TITLE))
                .put("description", description(message))
                .put("color", Tone.of(message).colourNumber())
                .put("timestamp", message.at())
                .put("footer", new JsonObject().put("text", Escape.DISCORD.text(Wording.origin(message), MAX_FOOTER)));
        if (message.links().episode() != null) {
            embed.put("url", message.links().episode());
        }
        JsonObject body = new JsonObject()
                .put("embeds", new JsonArray().add(embed))
                .put("allowed_mentions", new JsonObject().put("parse", new JsonArray()));
        return Outbound.Post.json(url, Map.of(), body.toBuffer());
    }

    private static String description(Message message) {
        StringBuilder text = new StringBuilder();
        for (String remark : Wording.remarks(message)) {
            text.append(Escape.DISCORD.text(remark, MAX_PART)).append('\n');
        }
        List<Line> lines = message.content().lines();
        int listed = 0;
        for (Line line : lines) {
            String entry = "**" + linked(Escape.DISCORD.text(line.title(), MAX_PART), line.url()) + "**\n"
                    + Escape.DISCORD.text(Wording.detail(line), MAX_PART) + "\n";
            if (text.length() + entry.length() + END > MAX_DESCRIPTION) {
                break;
            }
            text.append(entry);
            listed++;
        }
        String rest = Wording.rest(message, listed);
        Links links = message.links();
        return text.append(rest)
                .append(rest.isEmpty() || links.acknowledge() == null ? "" : "\n")
                .append(links.acknowledge() == null ? "" : linked(Wording.ACKNOWLEDGE, links.acknowledge()))
                .toString();
    }

    private static String linked(String escaped, @Nullable String url) {
        return url == null ? escaped : "[" + escaped + "](" + url + ")";
    }
}
