package dev.mesher.api.activity;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The comments on issues. Each is an entry of the issue's activity. */
public final class CommentStore {
    /** Finds a comment of an issue that is there, as the target of a path. */
    public static final String TARGET =
            """
            SELECT p.org_id AS org, p.id AS project, a.id
            FROM activities a JOIN issues i ON i.id = a.issue_id AND i.status <> 'deleted'
            JOIN projects p ON p.id = i.project_id AND p.deleted_at IS NULL
            WHERE a.id = $1 AND a.kind = 'comment'""";

    private static final int MAX_COMMENTS = 1_000;

    private static final String COUNT =
            """
            SELECT count(*)::integer AS comments FROM (
                SELECT FROM activities WHERE issue_id = $1 AND kind = 'comment' LIMIT $2) counted""";

    /** Waits for a merge or a deletion of the issue. */
    private static final String ADD = written(
            """
            INSERT INTO activities (project_id, issue_id, kind, user_id, data)
            SELECT project_id, id, 'comment', $2::uuid, $3::jsonb FROM issues
            WHERE id = ANY (ARRAY(
                SELECT id FROM issues WHERE id = $1 AND status <> 'deleted' AND merged_into IS NULL FOR KEY SHARE))
            RETURNING *""");

    private static final String AUTHOR = "SELECT user_id FROM activities WHERE id = $1 AND kind = 'comment' FOR UPDATE";

    private static final String EDIT = written(
            """
            UPDATE activities SET data = jsonb_build_object('text', $2::text, 'edited_at',
                to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            WHERE id = $1 RETURNING *""");

    private static final String DELETE = written(
            """
            DELETE FROM activities WHERE id = $1
            RETURNING id, project_id, issue_id, at, kind, user_id, '{"deleted":true}'::jsonb AS data""");

    private final Pool pool;

    public CommentStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Adds a comment. Refuses when the issue has too many, or is not there any more.
     *
     * @param user null for a caller without an account
     */
    Future<ActivityAdded> add(UUID issue, @Nullable UUID user, String text) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(issue, MAX_COMMENTS))
                .compose(rows -> rows.iterator().next().getInteger("comments") < MAX_COMMENTS
                        ? one(pool, ADD, Tuple.of(issue, user, new JsonObject().put("text", text)), "issue")
                        : Future.failedFuture(
                                Refusal.conflict("an issue holds at most " + MAX_COMMENTS + " comments")));
    }

    /** Replaces the text of a comment of that user, and notes the time. Refuses the comment of another user. */
    Future<ActivityAdded> edit(UUID comment, @Nullable UUID user, String text) {
        return pool.withTransaction(transaction -> author(transaction, comment).compose(author -> {
            if (!Objects.equals(author.user(), user)) {
                throw Refusal.forbidden("only its author may edit a comment");
            }
            return one(transaction, EDIT, Tuple.of(comment, text), "comment");
        }));
    }

    /**
     * Deletes a comment. The result has {@code "deleted": true} in place of the text.
     *
     * @param any whether the caller may delete comments of other users
     */
    Future<ActivityAdded> delete(UUID comment, @Nullable UUID user, boolean any) {
        return pool.withTransaction(transaction -> author(transaction, comment).compose(author -> {
            if (!any && !Objects.equals(author.user(), user)) {
                throw Refusal.forbidden("only its author and admins may delete a comment");
            }
            return one(transaction, DELETE, Tuple.of(comment), "comment");
        }));
    }

    private record Author(@Nullable UUID user) {}

    private static Future<Author> author(SqlClient transaction, UUID comment) {
        return transaction.preparedQuery(AUTHOR).execute(Tuple.of(comment)).map(rows -> {
            if (rows.size() == 0) {
                throw Refusal.notFound("comment");
            }
            return new Author(rows.iterator().next().getUUID("user_id"));
        });
    }

    private static Future<ActivityAdded> one(SqlClient client, String statement, Tuple arguments, String what) {
        return client.preparedQuery(statement).execute(arguments).map(rows -> {
            if (rows.size() == 0) {
                throw Refusal.notFound(what);
            }
            return ActivityLogStore.added(rows).get(0);
        });
    }

    /** A statement that writes an entry and returns it with its user's name. */
    private static String written(String statement) {
        return "WITH a AS (" + statement + ") SELECT " + ActivityLogStore.COLUMNS
                + " FROM a LEFT JOIN users u ON u.id = a.user_id";
    }
}
