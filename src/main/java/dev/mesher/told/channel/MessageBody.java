package dev.mesher.told.channel;

import dev.mesher.event.Level;
import dev.mesher.told.channel.Message.Content;
import dev.mesher.told.channel.Message.Kind;
import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.channel.Message.Links;
import dev.mesher.told.channel.Message.Origin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A message as JSON: the body that a webhook receives, and the form in which the queue stores it. */
public final class MessageBody {
    private MessageBody() {}

    /** The JSON. Fields without a value are null. */
    public static JsonObject json(Message message) {
        Origin origin = message.origin();
        Content content = message.content();
        JsonArray issues = new JsonArray();
        content.lines().forEach(line -> issues.add(issue(line)));
        return new JsonObject()
                .put("id", message.id().toString())
                .put("kind", message.kind().wireName())
                .put("at", message.at())
                .put("project", named(origin.projectId(), origin.project()))
                .put("rule", named(origin.ruleId(), origin.rule()))
                .put(
                        "episode",
                        new JsonObject()
                                .put("id", origin.episode().toString())
                                .put("url", message.links().episode())
                                .put("acknowledge_url", message.links().acknowledge()))
                .put("summary", content.summary())
                .put("issues", issues)
                .put("more", content.more())
                .put("common", content.common())
                .put("growing", content.growing())
                .put("by", content.by());
    }

    /** The message of such JSON, which Mesher has stored. */
    public static Message message(JsonObject json) {
        JsonObject project = json.getJsonObject("project");
        JsonObject rule = json.getJsonObject("rule");
        JsonObject episode = json.getJsonObject("episode");
        List<Line> lines = new ArrayList<>();
        for (Object issue : json.getJsonArray("issues")) {
            lines.add(line((JsonObject) issue));
        }
        return new Message(
                uuid(json),
                Kind.valueOf(json.getString("kind").toUpperCase(Locale.ROOT)),
                json.getInstant("at"),
                new Origin(uuid(episode), uuid(rule), rule.getString("name"), uuid(project), project.getString("name")),
                new Links(episode.getString("url"), episode.getString("acknowledge_url")),
                new Content(
                        json.getString("summary"),
                        lines,
                        json.getLong("more"),
                        json.getString("common"),
                        json.getString("growing"),
                        json.getString("by")));
    }

    private static JsonObject named(UUID id, String name) {
        return new JsonObject().put("id", id.toString()).put("name", name);
    }

    private static JsonObject issue(Line line) {
        return new JsonObject()
                .put("id", line.issue().toString())
                .put("title", line.title())
                .put("level", line.level().wireName())
                .put("culprit", line.culprit())
                .put("count", line.count())
                .put("users", line.users())
                .put("release", line.release())
                .put("url", line.url());
    }

    private static Line line(JsonObject issue) {
        return new Line(
                uuid(issue),
                issue.getString("title"),
                Level.parse(issue.getString("level")).orElse(Level.ERROR),
                issue.getString("culprit"),
                issue.getLong("count"),
                issue.getLong("users"),
                issue.getString("release"),
                issue.getString("url"));
    }

    private static UUID uuid(JsonObject of) {
        return UUID.fromString(of.getString("id"));
    }
}
