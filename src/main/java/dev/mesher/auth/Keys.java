package dev.mesher.auth;

import dev.mesher.event.Project;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ingest keys that this node knows. A look-up never blocks. {@link KeysVerticle} keeps the keys up to date. */
public final class Keys {
    private volatile Map<String, Project> projects = Map.of();

    /** The project of {@code key}, or null when the key is unknown or revoked. May be called on any thread. */
    public @Nullable Project project(String key) {
        return projects.get(key);
    }

    void replace(Map<String, Project> now) {
        projects = now;
    }
}
