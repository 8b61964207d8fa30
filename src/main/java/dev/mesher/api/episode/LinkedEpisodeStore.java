package dev.mesher.api.episode;

import dev.mesher.told.link.AcknowledgeLink;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a message's link is about. */
public final class LinkedEpisodeStore {
    /** The links that a channel received end with it. */
    private static final String FIND =
            """
            SELECT r.name AS rule, p.name AS project, e.alert_count, e.started_at,
                   EXISTS (SELECT FROM alerts a WHERE a.episode_id = e.id AND a.status = 'active') AS active
            FROM episodes e JOIN alert_rules r ON r.id = e.rule_id
            JOIN projects p ON p.id = e.project_id AND p.deleted_at IS NULL
            JOIN channels c ON c.id = $2 AND c.org_id = p.org_id
            WHERE e.id = $1""";

    private final Pool pool;
    private volatile @Nullable AcknowledgeLink links;

    public LinkedEpisodeStore(Pool pool) {
        this.pool = pool;
    }

    /** What reads links. The key never changes: it is asked for until it is there. */
    Future<AcknowledgeLink> links() {
        AcknowledgeLink known = links;
        return known != null
                ? Future.succeededFuture(known)
                : pool.query("SELECT key FROM shared_keys WHERE name = 'acknowledge'")
                        .execute()
                        .map(rows -> {
                            AcknowledgeLink made = new AcknowledgeLink(
                                    rows.iterator().next().getBuffer("key").getBytes());
                            links = made;
                            return made;
                        });
    }

    /** Empty when the episode or the channel is not there any more. */
    Future<Optional<LinkedEpisode>> find(AcknowledgeLink.Token token) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(token.episode(), token.channel()))
                .map(rows -> {
                    Iterator<Row> each = rows.iterator();
                    if (!each.hasNext()) {
                        return Optional.empty();
                    }
                    Row row = each.next();
                    return Optional.of(new LinkedEpisode(
                            row.getString("rule"),
                            row.getString("project"),
                            row.getLong("alert_count"),
                            row.getOffsetDateTime("started_at"),
                            row.getBoolean("active")));
                });
    }
}
