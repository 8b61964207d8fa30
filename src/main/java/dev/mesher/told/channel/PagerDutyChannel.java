package dev.mesher.told.channel;

import dev.mesher.event.Level;
import dev.mesher.text.FullPattern;
import dev.mesher.text.OneLine;
import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.send.Outbound;
import dev.mesher.told.send.WebAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service of PagerDuty, by Events API v2. An episode is one incident: its id is the {@code dedup_key}.
 *
 * @param routingKey a secret
 * @param webhookSecret checks what PagerDuty sends back; null when it sends nothing
 * @param region of the account
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">PagerDuty: send an alert event</a>
 */
record PagerDutyChannel(String routingKey, @Nullable String webhookSecret, String region) implements Channel {
    static final String KIND = "pagerduty";

    private static final int MAX_SUMMARY = 1_024;
    private static final String US = "us";
    private static final Map<String, WebAddress> REGIONS = Map.of(
            US,
            address("https://events.pagerduty.com/v2/enqueue"),
            "eu",
            address("https://events.eu.pagerduty.com/v2/enqueue"));

    private static final FullPattern ROUTING_KEY = FullPattern.of("[A-Za-z0-9]{32}", 32);
    private static final FullPattern WEBHOOK_SECRET = FullPattern.of("[!-~]{1,200}", 200);
    private static final FullPattern REGION = FullPattern.of("us|eu", 2);

    static PagerDutyChannel read(SettingFields fields) {
        return new PagerDutyChannel(
                fields.text("routing_key", ROUTING_KEY, "the integration key, 32 letters and digits"),
                fields.optional("webhook_secret", WEBHOOK_SECRET, "a secret of at most 200 visible ASCII characters")
                        .orElse(null),
                fields.optional("region", REGION, "us or eu").orElse(US));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JsonObject settings() {
        JsonObject settings = new JsonObject().put("routing_key", routingKey).put("region", region);
        return webhookSecret == null ? settings : settings.put("webhook_secret", webhookSecret);
    }

    @Override
    public JsonObject shown() {
        JsonObject shown = settings().put("routing_key", REDACTED);
        return webhookSecret == null ? shown : shown.put("webhook_secret", REDACTED);
    }

    @Override
    public Outbound outbound(Message message, Instant now) {
        JsonObject body = new JsonObject()
                .put("routing_key", routingKey)
                .put("event_action", action(message.kind()))
                .put("dedup_key", message.origin().episode().toString());
        if (action(message.kind()).equals("trigger")) {
            body.put("payload", payload(message)).put("client", "Mesher").put("links", links(message));
            if (message.links().episode() != null) {
                body.put("client_url", message.links().episode());
            }
        }
        return Outbound.Post.json(Objects.requireNonNull(REGIONS.get(region)), Map.of(), body.toBuffer());
    }

    private static String action(Message.Kind kind) {
        return switch (kind) {
            case FIRST, DIGEST, TEST -> "trigger";
            case ACKNOWLEDGED -> "acknowledge";
            case CALM, RESOLVED -> "resolve";
        };
    }

    private static JsonObject payload(Message message) {
        JsonArray issues = new JsonArray();
        List<Line> lines = message.content().lines();
        lines.forEach(line -> issues.add(line.title() + " (" + Wording.detail(line) + ")"));
        JsonObject details =
                new JsonObject().put("rule", message.origin().rule()).put("issues", issues);
        if (message.content().more() > 0) {
            details.put("more", message.content().more());
        }
        if (message.content().common() != null) {
            details.put("common", message.content().common());
        }
        if (message.content().growing() != null) {
            details.put("growing", message.content().growing());
        }
        return new JsonObject()
                .put("summary", OneLine.cut(Wording.subject(message), MAX_SUMMARY))
                .put("source", message.origin().project())
                .put("severity", severity(message))
                .put("timestamp", message.at())
                .put("custom_details", details);
    }

    private static String severity(Message message) {
        Level worst = message.kind() == Message.Kind.TEST
                ? Level.INFO
                : message.worst().orElse(Level.ERROR);
        return switch (worst) {
            case FATAL -> "critical";
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO, DEBUG -> "info";
        };
    }

    private static JsonArray links(Message message) {
        JsonArray links = new JsonArray();
        if (message.links().episode() != null) {
            links.add(link(message.links().episode(), Wording.OPEN));
        }
        for (Line line : message.content().lines()) {
            if (line.url() != null) {
                links.add(link(line.url(), line.title()));
            }
        }
        return links;
    }

    private static JsonObject link(String url, String text) {
        return new JsonObject().put("href", url).put("text", text);
    }

    private static WebAddress address(String url) {
        return WebAddress.parse(url).orElseThrow();
    }

    @Override
    public String toString() {
        return "PagerDutyChannel[region=" + region + "]";
    }
}
