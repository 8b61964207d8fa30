package dev.mesher.api;

import dev.mesher.access.Principal;
import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.Objects;

/** What an operator does straight on the database, by the rules of the API. Each fails with a {@link Refusal}. */
public final class Provisioning {
    private final TargetStore targets;
    private final ProjectListStore projects;
    private final KeyStore keys;

    public Provisioning(Pool pool) {
        this.targets = new TargetStore(pool, new EventDetailStore(pool));
        this.projects = new ProjectListStore(pool);
        this.keys = new KeyStore(pool);
    }

    /**
     * Makes a project with a first key.
     *
     * @param organization slug or UUID
     * @param fields as the body of the API's request
     */
    public Future<ListedProject> createProject(String organization, JsonObject fields) {
        NewProject project = NewProject.of(fields);
        return targets.find(Principal.operator(), "org", organization)
                .compose(target -> projects.create(Objects.requireNonNull(target.id()), project));
    }

    /**
     * The value of a new key.
     *
     * @param project slug, number or UUID
     */
    public Future<String> createKey(String project, String label) {
        return targets.find(Principal.operator(), "project", project)
                .compose(target -> keys.create(Objects.requireNonNull(target.id()), label));
    }

    /**
     * Revokes a key, also one that is revoked already.
     *
     * @param key its UUID or its value
     */
    public Future<Void> revokeKey(String key) {
        return Uuids.parseDashed(key).map(keys::revoke).orElseGet(() -> keys.revoke(key));
    }
}
