package dev.mesher.access;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Invitations, found by the hash of their token. */
public final class InvitationStore {
    /** Finds an invitation as the target of a path. */
    public static final String TARGET =
            "SELECT org_id AS org, NULL::uuid AS project, id FROM invitations WHERE id = $1";

    /** Most open invitations of an organisation. */
    private static final int MAX_OPEN = 100;

    /** How long an invitation is listed after its end. */
    private static final int DAYS_LISTED = 30;

    private static final int MAX_LISTED = 1_000;
    private static final String OPEN = "accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ";

    private static final String INSERT =
            """
            WITH old AS (
                DELETE FROM invitations WHERE id IN (
                    SELECT id FROM invitations
                    WHERE org_id = $1 AND expires_at < $6::timestamptz - %d * interval '1 day' LIMIT %d)),
            former AS (
                UPDATE invitations SET revoked_at = $6
                WHERE org_id = $1 AND lower(email COLLATE "C") = lower($2 COLLATE "C") AND %s$6
                RETURNING 1)
            INSERT INTO invitations (org_id, email, role, token_hash, invited_by, created_at, expires_at)
            SELECT $1, $2, $3, $4, $5, $6, $7
            WHERE (SELECT count(*) FROM invitations WHERE org_id = $1 AND %s$6) - (SELECT count(*) FROM former) < %d
            RETURNING id"""
                    .formatted(DAYS_LISTED, MAX_LISTED, OPEN, OPEN, MAX_OPEN);

    /** A role is never lowered. */
    private static final String JOIN =
            """
            INSERT INTO org_memberships AS m (user_id, org_id, role) VALUES ($1, $2, $3)
            ON CONFLICT (org_id, user_id) DO UPDATE SET role = excluded.role
            WHERE array_position(ARRAY['owner', 'admin', 'member'], excluded.role)
                < array_position(ARRAY['owner', 'admin', 'member'], m.role)""";

    private final Pool pool;

    InvitationStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Stores an invitation, and returns its id. It replaces an open one to the same address. Fails with a {@link
     * Refusal} when the address is a member's already, and when the organisation has too many open ones.
     */
    Future<UUID> add(
            UUID organization,
            String email,
            Role role,
            Secret token,
            UUID by,
            OffsetDateTime now,
            OffsetDateTime until) {
        return pool.withTransaction(transaction -> lock(transaction, organization)
                .compose(locked -> refuseMember(transaction, organization, email))
                .compose(free -> transaction
                        .preparedQuery(INSERT)
                        .execute(Tuple.of(organization, email, role.wireName(), token.hash(), by, now)
                                .addOffsetDateTime(until)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.conflict(
                                "an organization has at most " + MAX_OPEN + " open invitations: revoke some first");
                    }
                    return rows.iterator().next().getUUID("id");
                }));
    }

    /** The invitations, newest first, also those that have ended within 30 days. */
    Future<List<SentInvitation>> list(UUID organization, OffsetDateTime now) {
        return pool.preparedQuery(
                        """
                        SELECT i.id, i.email, i.role, u.email AS inviter, i.created_at, i.expires_at, i.accepted_at,
                               i.revoked_at
                        FROM invitations i LEFT JOIN users u ON u.id = i.invited_by
                        WHERE i.org_id = $1 AND i.expires_at > $2::timestamptz - $3 * interval '1 day'
                        ORDER BY i.created_at DESC, i.id DESC LIMIT $4""")
                .execute(Tuple.of(organization, now, DAYS_LISTED, MAX_LISTED))
                .map(rows -> {
                    List<SentInvitation> invitations = new ArrayList<>();
                    rows.forEach(row -> invitations.add(sent(row)));
                    return invitations;
                });
    }

    /**
     * Revokes an invitation; nothing changes when it was revoked before. Fails with a {@link Refusal} when it was
     * accepted.
     */
    Future<Void> revoke(UUID invitation, OffsetDateTime now) {
        return pool.preparedQuery("UPDATE invitations SET revoked_at = coalesce(revoked_at, $2)"
                        + " WHERE id = $1 AND accepted_at IS NULL")
                .execute(Tuple.of(invitation, now))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(Refusal.conflict("the invitation was accepted already")));
    }

    /** The open invitation of a token. */
    Future<Optional<Invitation>> find(Secret token, OffsetDateTime now) {
        return pool.preparedQuery(
                        """
                        SELECT i.org_id, o.name, o.slug, i.email, i.role, i.expires_at, u.id AS account
                        FROM invitations i JOIN organizations o ON o.id = i.org_id
                        LEFT JOIN users u ON lower(u.email COLLATE "C") = lower(i.email COLLATE "C")
                        WHERE i.token_hash = $1 AND\s"""
                                + OPEN + "$2")
                .execute(Tuple.of(token.hash(), now))
                .map(rows -> first(rows).map(InvitationStore::invitation));
    }

    /** Uses the invitation up for a user who has an account. Empty when another request has used it meanwhile. */
    Future<Optional<UUID>> accept(Secret token, UUID user, OffsetDateTime now) {
        return pool.withTransaction(transaction -> use(transaction, token, now)
                .compose(used -> used.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : join(transaction, used.get(), user)));
    }

    /** Uses the invitation up for a new account, and returns that. Empty when another request has used it meanwhile. */
    Future<Optional<UUID>> accept(Secret token, NewAccount account, OffsetDateTime now) {
        return pool.withTransaction(transaction -> use(transaction, token, now)
                .compose(used -> used.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : AccountStore.insert(transaction, account, false)
                                .compose(user -> join(transaction, used.get(), user))));
    }

    private static Future<Optional<Row>> use(SqlClient transaction, Secret token, OffsetDateTime now) {
        return transaction
                .preparedQuery("UPDATE invitations SET accepted_at = $2 WHERE token_hash = $1 AND " + OPEN + "$2"
                        + " RETURNING org_id, role")
                .execute(Tuple.of(token.hash(), now))
                .map(InvitationStore::first);
    }

    private static Future<Optional<UUID>> join(SqlClient transaction, Row used, UUID user) {
        return transaction
                .preparedQuery(JOIN)
                .execute(Tuple.of(user, used.getUUID("org_id"), used.getString("role")))
                .map(Optional.of(user));
    }

    /** Without the lock, two requests at once could exceed the number of open invitations. */
    private static Future<RowSet<Row>> lock(SqlClient transaction, UUID organization) {
        return transaction
                .preparedQuery("SELECT FROM organizations WHERE id = $1 FOR NO KEY UPDATE")
                .execute(Tuple.of(organization));
    }

    private static Future<Void> refuseMember(SqlClient transaction, UUID organization, String email) {
        return transaction
                .preparedQuery(
                        """
                        SELECT FROM org_memberships m JOIN users u ON u.id = m.user_id
                        WHERE m.org_id = $1 AND lower(u.email COLLATE "C") = lower($2 COLLATE "C")""")
                .execute(Tuple.of(organization, email))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(Refusal.conflict("the user is a member already")));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }

    private static Invitation invitation(Row row) {
        return new Invitation(
                row.getUUID("org_id"),
                row.getString("name"),
                row.getString("slug"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getOffsetDateTime("expires_at"),
                row.getUUID("account"));
    }

    private static SentInvitation sent(Row row) {
        return new SentInvitation(
                row.getUUID("id"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getString("inviter"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("expires_at"),
                row.getOffsetDateTime("accepted_at"),
                row.getOffsetDateTime("revoked_at"));
    }
}
