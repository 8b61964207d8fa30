package dev.mesher.api;

import dev.mesher.access.Visit;
import dev.mesher.http.Times;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project as it is shown.
 *
 * @param number stands for the project in a DSN
 * @param platform null when nobody said
 * @param key the key of its DSN; null when it has none that holds
 */
public record ListedProject(
        UUID id,
        long number,
        UUID organization,
        String name,
        String slug,
        @Nullable String platform,
        OffsetDateTime createdAt,
        @Nullable String key) {

    /** With the DSN for a client that reaches this server as the caller does. */
    JsonObject json(Visit visit) {
        return new JsonObject()
                .put("id", id.toString())
                .put("number", number)
                .put("org_id", organization.toString())
                .put("name", name)
                .put("slug", slug)
                .put("platform", platform)
                .put("created_at", Times.text(createdAt))
                .put("dsn", key == null ? null : dsn(visit, key));
    }

    private String dsn(Visit visit, String publicKey) {
        return dsn(visit.https() ? "https://" : "http://", visit.host() + ":" + visit.port(), publicKey);
    }

    /** As a client takes it: without a slash at its end, which some do not bear. */
    public String dsn(String scheme, String server, String publicKey) {
        return scheme + publicKey + "@" + server + "/" + number;
    }
}
