package dev.mesher.told.channel;

import dev.mesher.event.Refusal;
import dev.mesher.told.send.Outbound;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Where messages go. Each kind has its own settings, and its own format of a message. */
public sealed interface Channel permits WebhookChannel, EmailChannel, HookChannel, NtfyChannel, PagerDutyChannel {
    /** Stands for a secret where settings are shown. */
    String REDACTED = "[redacted]";

    /** The name of the kind, as in JSON and in the database. */
    String kind();

    /** The settings, with secrets: to be stored, and shown to nobody. */
    JsonObject settings();

    /** The settings, with {@link #REDACTED} in place of secrets. */
    JsonObject shown();

    /**
     * The message as this channel's receiver takes it.
     *
     * @param now is signed where the receiver checks how old a message is
     */
    Outbound outbound(Message message, Instant now);

    /**
     * Reads settings.
     *
     * @throws Refusal a 400 that names the field
     */
    static Channel of(String kind, JsonObject settings) {
        SettingFields fields = new SettingFields(settings);
        Channel channel =
                switch (kind) {
                    case WebhookChannel.KIND -> WebhookChannel.read(fields);
                    case EmailChannel.KIND -> EmailChannel.read(fields);
                    case SlackChannel.KIND -> new SlackChannel(fields.url("url"));
                    case DiscordChannel.KIND -> new DiscordChannel(fields.url("url"));
                    case TeamsChannel.KIND -> new TeamsChannel(fields.url("url"));
                    case NtfyChannel.KIND -> NtfyChannel.read(fields);
                    case PagerDutyChannel.KIND -> PagerDutyChannel.read(fields);
                    default ->
                        throw Refusal.malformed(
                                "kind must be one of webhook, email, slack, discord, teams, ntfy, pagerduty");
                };
        fields.refuseOthers();
        return channel;
    }

    /**
     * This channel with changed settings. A field that is left out, or that is as {@link #shown} shows it, keeps its value; null
     * takes an optional one away.
     *
     * @throws Refusal a 400 that names the field
     */
    default Channel with(JsonObject changes) {
        JsonObject shown = shown();
        JsonObject all = settings();
        for (String name : Set.copyOf(changes.fieldNames())) {
            Object value = changes.getValue(name);
            if (!Objects.equals(value, shown.getValue(name))) {
                all.put(name, value);
            }
        }
        return of(kind(), all);
    }
}
