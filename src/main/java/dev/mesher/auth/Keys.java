package dev.mesher.auth;

import dev.mesher.event.Project;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ingest keys that this node knows. Reading never waits; {@link KeysVerticle} keeps them up to date. */
public final class Keys {
    private volatile Map<String, Project> projects = Map.of();

    /** The project that {@code key} opens; null when the key is unknown or revoked. Any thread. */
    public @Nullable Project project(String key) {
        return projects.get(key);
    }

    void replace(Map<String, Project> now) {
        projects = now;
    }
}
