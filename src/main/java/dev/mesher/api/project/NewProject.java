package dev.mesher.api.project;

import dev.mesher.api.endpoint.BodyText;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A project to be created. */
public record NewProject(String name, String slug, @Nullable String platform) {
    /**
     * Reads {@code name}, and {@code slug} and {@code platform} if they are present.
     *
     * @throws Refusal that names the field that is missing or malformed
     */
    public static NewProject of(JsonObject body) {
        String name = BodyText.name(body, "name").orElseThrow(() -> Refusal.malformed("name is missing"));
        String slug = BodyText.text(body, "slug").map(Slug::checked).orElseGet(() -> Slug.of(name));
        return new NewProject(name, slug, BodyText.name(body, "platform").orElse(null));
    }
}
