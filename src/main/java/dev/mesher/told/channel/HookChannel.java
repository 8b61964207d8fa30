package dev.mesher.told.channel;

import dev.mesher.told.send.WebAddress;
import io.vertx.core.json.JsonObject;

/** A channel whose only setting is an address that the product made for it. Whoever knows the address can write there. */
sealed interface HookChannel extends Channel permits SlackChannel, DiscordChannel, TeamsChannel {
    WebAddress url();

    @Override
    default JsonObject settings() {
        return new JsonObject().put("url", url().text());
    }

    @Override
    default JsonObject shown() {
        return new JsonObject().put("url", url().origin() + "/" + REDACTED);
    }
}
