package dev.mesher.api.project;

import dev.mesher.access.Principal;
import dev.mesher.api.endpoint.TargetStore;
import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.Map;
import java.util.Objects;

/**
 * What an operator does directly on the database, by the same rules as the API. Every method fails with a {@link
 * Refusal}.
 */
public final class Provisioning {
    private final TargetStore targets;
    private final ProjectListStore projects;
    private final KeyStore keys;

    public Provisioning(Pool pool) {
        this.targets = new TargetStore(pool, Map.of());
        this.projects = new ProjectListStore(pool);
        this.keys = new KeyStore(pool);
    }

    /**
     * Creates a project with a first key.
     *
     * @param organization slug or UUID
     * @param fields like the body of the API's request
     */
    public Future<ListedProject> createProject(String organization, JsonObject fields) {
        NewProject project = NewProject.of(fields);
        return targets.find(Principal.withoutAccount(), "org", organization)
                .compose(target -> projects.create(Objects.requireNonNull(target.id()), project));
    }

    /**
     * Creates a key, and returns its value.
     *
     * @param project slug, number or UUID
     */
    public Future<String> createKey(String project, String label) {
        return targets.find(Principal.withoutAccount(), "project", project)
                .compose(target -> keys.create(Objects.requireNonNull(target.id()), label));
    }

    /**
     * Revokes a key. Nothing changes when it was revoked before.
     *
     * @param key its UUID or its value
     */
    public Future<Void> revokeKey(String key) {
        return Uuids.parseDashed(key).map(keys::revoke).orElseGet(() -> keys.revoke(key));
    }
}
