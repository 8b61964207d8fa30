package dev.mesher.api.project;

import dev.mesher.access.Visit;
import dev.mesher.http.Times;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project as lists show it.
 *
 * @param number the project's number in a DSN
 * @param platform null when unknown
 * @param key the key of its DSN; null when it has no valid key
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

    /** The JSON. Its DSN uses the address by which the caller reaches this server. */
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

    /** The DSN. It has no slash at its end, since some clients do not accept one. */
    public String dsn(String scheme, String server, String publicKey) {
        return scheme + publicKey + "@" + server + "/" + number;
    }
}
