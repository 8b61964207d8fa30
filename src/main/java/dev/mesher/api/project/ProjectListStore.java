package dev.mesher.api.project;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists, creates, renames and deletes projects. */
public final class ProjectListStore {
    private static final int MAX_LISTED = 1_000;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** With the oldest valid key that can be used in a DSN. */
    private static final String PROJECT =
            """
            SELECT p.id, p.number, p.org_id, p.name, p.slug, p.platform, p.created_at, k.key_value
            FROM projects p LEFT JOIN LATERAL (
                SELECT key_value FROM api_keys
                WHERE project_id = p.id AND revoked_at IS NULL AND key_value ~ '^[A-Za-z0-9_]{1,64}$'
                ORDER BY created_at, id LIMIT 1) k ON true
            """;

    private final Pool pool;

    public ProjectListStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * The projects, newest first.
     *
     * @param organizations null for all
     */
    Future<List<ListedProject>> list(UUID @Nullable [] organizations) {
        return pool.preparedQuery(PROJECT
                        + "WHERE p.deleted_at IS NULL AND ($1::uuid[] IS NULL OR p.org_id = ANY ($1))"
                        + " ORDER BY p.created_at DESC, p.id DESC LIMIT $2")
                .execute(Tuple.tuple().addArrayOfUUID(organizations).addInteger(MAX_LISTED))
                .map(rows -> {
                    List<ListedProject> projects = new ArrayList<>();
                    rows.forEach(row -> projects.add(project(row)));
                    return projects;
                });
    }

    Future<ListedProject> get(UUID project) {
        return pool.preparedQuery(PROJECT + "WHERE p.id = $1 AND p.deleted_at IS NULL")
                .execute(Tuple.of(project))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.notFound("project");
                    }
                    return project(rows.iterator().next());
                });
    }

    /** Creates the project and its first key. Fails with a {@link Refusal} when the slug is taken. */
    public Future<ListedProject> create(UUID organization, NewProject project) {
        return pool.preparedQuery(
                        """
                        WITH made AS (
                            INSERT INTO projects (org_id, name, slug, platform) VALUES ($1, $2, $3, $4) RETURNING *),
                        key AS (
                            INSERT INTO api_keys (project_id, key_value, label)
                            SELECT id, $5, 'default' FROM made RETURNING key_value)
                        SELECT made.*, key.key_value FROM made, key""")
                .execute(Tuple.of(organization, project.name(), project.slug(), project.platform(), KeyStore.fresh()))
                .map(rows -> project(rows.iterator().next()))
                .recover(failure -> Future.failedFuture(refusal(failure, project.slug())));
    }

    /**
     * Changes a project.
     *
     * @param name null to keep it
     * @param platform null to keep it; empty for none
     */
    Future<Void> change(UUID project, @Nullable String name, @Nullable String platform) {
        return pool.preparedQuery(
                        """
                        UPDATE projects SET name = coalesce($2, name), platform = nullif(coalesce($3, platform), '')
                        WHERE id = $1 AND deleted_at IS NULL""")
                .execute(Tuple.of(project, name, platform))
                .mapEmpty();
    }

    /**
     * Hides a project, and has its keys refused and its alert rules rest. Its slug is free again. The rest is removed
     * later, by {@code dev.mesher.ops.ProjectRemovalVerticle}. A slug is never a UUID, so the id can take its place.
     *
     * @param slug of the project
     * @return fails with a {@link Refusal} when the slug is another
     */
    Future<Void> delete(UUID project, String slug) {
        return pool.preparedQuery(
                        """
                        WITH gone AS (
                            UPDATE projects SET deleted_at = now(), slug = id::text, name = '', platform = NULL
                            WHERE id = $1 AND slug = $2 AND deleted_at IS NULL RETURNING id),
                        resting AS (
                            UPDATE alert_rules SET enabled = false WHERE project_id IN (SELECT id FROM gone) AND enabled)
                        SELECT count(*) FROM gone""")
                .execute(Tuple.of(project, slug))
                .compose(rows -> rows.iterator().next().getLong(0) == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(Refusal.malformed("slug must be the slug of this project")));
    }

    private static Throwable refusal(Throwable failure, String slug) {
        String state = SqlFailure.state(failure);
        if (UNIQUE_VIOLATION.equals(state)) {
            return Refusal.conflict("the organization has a project " + slug + " already");
        }
        return FOREIGN_KEY_VIOLATION.equals(state) ? Refusal.notFound("organization") : failure;
    }

    private static ListedProject project(Row row) {
        return new ListedProject(
                row.getUUID("id"),
                row.getLong("number"),
                row.getUUID("org_id"),
                row.getString("name"),
                row.getString("slug"),
                row.getString("platform"),
                row.getOffsetDateTime("created_at"),
                row.getString("key_value"));
    }
}
