package dev.mesher.authority;

import dev.mesher.config.Continuity;
import io.vertx.core.Future;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;

/** The single row that says who holds the authority. The lease is measured by PostgreSQL's clock alone. */
public final class AuthorityStore {
    /**
     * The epoch grows by compare-and-set: the update waits for the row's lock, then checks the condition again. A node
     * keeps its epoch when it comes back to a lease that nobody took from it.
     */
    private static final String TAKE =
            """
            WITH taken AS (
                UPDATE authority SET
                    promotion_epoch = CASE WHEN coalesce(holder, $1) = $1 THEN greatest(promotion_epoch, $4)
                                           ELSE greatest(promotion_epoch + 1, $4) END,
                    holder = $1, holder_process = $2, holder_role = $3,
                    lease_until = clock_timestamp() + $5::interval
                WHERE (holder = $1 AND holder_process = $2) OR lease_until + $6::interval < clock_timestamp()
                RETURNING promotion_epoch)
            SELECT true AS held, promotion_epoch FROM taken
            UNION ALL
            SELECT false, promotion_epoch FROM authority WHERE NOT EXISTS (SELECT FROM taken)""";

    private static final String HOLDER =
            """
            SELECT promotion_epoch,
                   holder = $1 AND holder_process = $2 AND lease_until > clock_timestamp() AS own
            FROM authority""";

    private static final String PROMOTE =
            """
            UPDATE authority SET
                promotion_epoch = promotion_epoch + 1, holder = $1, holder_process = $2, holder_role = $3,
                lease_until = clock_timestamp() + $4::interval
            WHERE promotion_epoch = $5
            RETURNING promotion_epoch""";

    private static final String RELEASE =
            "UPDATE authority SET lease_until = clock_timestamp() WHERE holder = $1 AND holder_process = $2";

    /** The share lock keeps every other node from taking over until the transaction ends. */
    private static final String HELD =
            """
            SELECT 1 FROM authority
            WHERE holder = $1 AND holder_process = $2 AND promotion_epoch = $3 AND lease_until > clock_timestamp()
            FOR SHARE""";

    private final Continuity node;
    private final UUID process = UUID.randomUUID();

    AuthorityStore(Continuity node) {
        this.node = node;
    }

    /**
     * Takes the lease, or renews it.
     *
     * @param lease how long the lease is valid from now
     * @param wait how long after the end of another node's lease this node may take it
     */
    Future<Standing> take(SqlClient client, Duration lease, Duration wait) {
        return client.preparedQuery(TAKE)
                .execute(Tuple.of(
                        node.nodeName(),
                        process,
                        node.role().toString(),
                        node.promotionEpoch(),
                        interval(lease),
                        interval(wait)))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Standing(row.getBoolean("held"), row.getLong("promotion_epoch"));
                });
    }

    /**
     * Takes the lease from whichever node holds it. The epoch grows by one, by compare-and-set. Fails with {@link
     * PromotionRefused} when this process holds the lease already, or another node was promoted at the same time.
     */
    Future<Standing> promote(SqlClient client, Duration lease) {
        return client.preparedQuery(HOLDER)
                .execute(Tuple.of(node.nodeName(), process))
                .compose(rows -> {
                    Row row = rows.iterator().next();
                    long epoch = row.getLong("promotion_epoch");
                    return Boolean.TRUE.equals(row.getBoolean("own"))
                            ? refused("holds the authority already, epoch " + epoch)
                            : promote(client, lease, epoch);
                });
    }

    private Future<Standing> promote(SqlClient client, Duration lease, long epoch) {
        return client.preparedQuery(PROMOTE)
                .execute(Tuple.of(node.nodeName(), process, node.role().toString(), interval(lease), epoch))
                .compose(rows -> rows.size() == 0
                        ? refused("was not promoted: another node was in the same moment")
                        : Future.succeededFuture(
                                new Standing(true, rows.iterator().next().getLong(0))));
    }

    private static Future<Standing> refused(String reason) {
        return Future.failedFuture(new PromotionRefused(reason));
    }

    /** Ends the lease if this process holds it. */
    Future<Void> release(SqlClient client) {
        return client.preparedQuery(RELEASE)
                .execute(Tuple.of(node.nodeName(), process))
                .mapEmpty();
    }

    /**
     * Whether this process holds the lease in the given epoch. If it does, it keeps the lease until the transaction
     * ends.
     *
     * @param idle how long the transaction may be idle before PostgreSQL ends it, so that a stalled holder does not
     *     block the next one
     */
    Future<Boolean> lock(SqlConnection transaction, long epoch, Duration idle) {
        return transaction
                .query("SET LOCAL statement_timeout = '15s'; SET LOCAL idle_in_transaction_session_timeout = '"
                        + idle.toMillis() + "ms'")
                .execute()
                .compose(limited -> transaction.preparedQuery(HELD).execute(Tuple.of(node.nodeName(), process, epoch)))
                .map(rows -> rows.size() > 0);
    }

    private static Interval interval(Duration duration) {
        return Interval.of(duration);
    }
}
