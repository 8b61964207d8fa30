package dev.mesher.api.people;

import dev.mesher.access.Role;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members of an organisation. It always keeps at least one owner, even under concurrent changes. */
public final class MemberStore {
    private static final int MAX_LISTED = 1_000;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Pool pool;

    public MemberStore(Pool pool) {
        this.pool = pool;
    }

    /** The members, newest first. */
    Future<JsonArray> list(UUID organization) {
        return pool.preparedQuery(
                        """
                        SELECT m.id, m.user_id, u.email, u.display_name, m.role, m.joined_at
                        FROM org_memberships m JOIN users u ON u.id = m.user_id
                        WHERE m.org_id = $1 ORDER BY m.joined_at DESC, m.id DESC LIMIT $2""")
                .execute(Tuple.of(organization, MAX_LISTED))
                .map(rows -> {
                    JsonArray members = new JsonArray();
                    rows.forEach(row -> members.add(json(row)));
                    return members;
                });
    }

    /**
     * Adds a member, and returns the membership's id. Fails with a {@link Refusal} when there is no such user, or the
     * user is a member already.
     */
    Future<UUID> add(UUID organization, UUID user, Role role) {
        return pool.preparedQuery(
                        "INSERT INTO org_memberships (org_id, user_id, role) VALUES ($1, $2, $3) RETURNING id")
                .execute(Tuple.of(organization, user, role.wireName()))
                .map(rows -> rows.iterator().next().getUUID("id"))
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    /**
     * Changes a member's role. Fails with a {@link Refusal} when the organisation has no such membership, when a caller
     * who is not an owner changes or makes an owner, and when no owner would be left.
     *
     * @param by the caller's own role
     */
    Future<Void> setRole(UUID organization, UUID membership, Role role, Role by) {
        return change(organization, membership, by, null, role, "UPDATE org_memberships SET role = $2 WHERE id = $1");
    }

    /**
     * Removes a member. Members may remove themselves; otherwise it takes an admin. Fails as {@link #setRole} does.
     *
     * @param user the caller; null for one who needs no account
     */
    Future<Void> remove(UUID organization, UUID membership, Role by, @Nullable UUID user) {
        return change(
                organization,
                membership,
                by,
                user,
                Role.MEMBER,
                "DELETE FROM org_memberships WHERE id = $1 AND $2::text IS NOT NULL");
    }

    /**
     * Runs the statement while it holds the organisation's lock. Without the lock, two owners who demote each other at
     * the same time would leave no owner.
     *
     * @param self the user who may do it to the own membership whatever the role; null for none
     */
    private Future<Void> change(
            UUID organization, UUID membership, Role by, @Nullable UUID self, Role role, String statement) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("SELECT FROM organizations WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(organization))
                .compose(locked -> standing(transaction, organization, membership))
                .compose(standing -> {
                    Role before = Role.of(standing.getString("role"));
                    boolean own = standing.getUUID("user_id").equals(self);
                    if (!own && !by.covers(Role.ADMIN)) {
                        return Future.failedFuture(Refusal.forbidden("your role does not allow this"));
                    }
                    if (!own && by != Role.OWNER && (before == Role.OWNER || role == Role.OWNER)) {
                        return Future.failedFuture(Refusal.forbidden("only an owner may make or unmake owners"));
                    }
                    if (before == Role.OWNER && role != Role.OWNER && standing.getLong("owners") == 1) {
                        return Future.failedFuture(Refusal.conflict("the last owner cannot be removed or demoted"));
                    }
                    return transaction.preparedQuery(statement).execute(Tuple.of(membership, role.wireName()));
                })
                .mapEmpty());
    }

    private static Future<Row> standing(SqlClient transaction, UUID organization, UUID membership) {
        Future<RowSet<Row>> found = transaction
                .preparedQuery(
                        """
                        SELECT role, user_id, (SELECT count(*) FROM org_memberships WHERE org_id = $1 AND role = 'owner') AS owners
                        FROM org_memberships WHERE id = $2 AND org_id = $1""")
                .execute(Tuple.of(organization, membership));
        return found.compose(rows -> rows.size() == 1
                ? Future.succeededFuture(rows.iterator().next())
                : Future.failedFuture(Refusal.notFound("membership")));
    }

    private static Throwable refusal(Throwable failure) {
        String state = SqlFailure.state(failure);
        if (UNIQUE_VIOLATION.equals(state)) {
            return Refusal.conflict("the user is a member already");
        }
        return FOREIGN_KEY_VIOLATION.equals(state) ? Refusal.notFound("user") : failure;
    }

    private static JsonObject json(Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("user_id", row.getUUID("user_id").toString())
                .put("email", row.getString("email"))
                .put("display_name", row.getString("display_name"))
                .put("role", row.getString("role"))
                .put("joined_at", Times.text(row.getOffsetDateTime("joined_at")));
    }
}
