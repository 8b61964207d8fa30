package dev.mesher.db;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a failure of the PostgreSQL client means for the caller. A failure may be none of the three: then it is a fault of ours. */
public final class SqlFailure {
    /** The client has no type for these, only words. */
    private static final Set<String> CONNECTION_WORDS = Set.of(
            "Connection was closed",
            "Pool closed",
            "Timeout",
            "Timeout waiting for connection",
            "Pending requests failed to be sent due to connection has been closed.");

    private static final String NOT_ACTIVE = "Connection is not active now";

    /** A server that answers, but has become a standby: SQLSTATE {@code read_only_sql_transaction}. */
    private static final String READ_ONLY = "25006";

    /** A statement that took longer than it may: SQLSTATE {@code query_canceled}. */
    private static final String CANCELLED = "57014";

    private static final int MAX_CAUSES = 8;

    private SqlFailure() {}

    /**
     * PostgreSQL cannot be reached, is full, or is stopping or starting; or every pooled connection is taken. What was sent
     * may or may not have been committed.
     */
    public static boolean unavailable(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (lost(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** A serialization failure or a deadlock: the same transaction may succeed when it is run again. */
    public static boolean retryable(Throwable failure) {
        String state = state(failure);
        return "40001".equals(state) || "40P01".equals(state);
    }

    /** The server ended the statement, most likely because it took too long. */
    public static boolean cancelled(Throwable failure) {
        return CANCELLED.equals(state(failure));
    }

    /** Another row has the same key. */
    public static boolean uniqueViolation(Throwable failure) {
        return "23505".equals(state(failure));
    }

    /** The row refers to one that is gone, or never was. */
    public static boolean unknownReference(Throwable failure) {
        return "23503".equals(state(failure));
    }

    /** The values themselves are refused, by their type or by a constraint: they fail again whenever they are sent. */
    public static boolean badData(Throwable failure) {
        String state = state(failure);
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /**
     * Logs why {@code work} failed that is tried again later: as an error, unless PostgreSQL is away or the next try may
     * succeed.
     *
     * @param work as the line calls it
     */
    public static void report(Logger log, String work, Throwable failure) {
        if (unavailable(failure) || retryable(failure)) {
            log.debug("{} waits: {}", work, failure.toString());
        } else {
            log.error("{} failed, trying again later", work, failure);
        }
    }

    /** Why PostgreSQL does not take something, for the operator. */
    public static String reason(Throwable failure) {
        String words = failure.getMessage();
        String detail = failure instanceof PgException answer ? answer.getDetail() : null;
        return (words == null ? failure.getClass().getSimpleName() : words) + (detail == null ? "" : ": " + detail);
    }

    /** The five characters of the SQLSTATE; null when the failure is not an answer of the server. */
    public static @Nullable String state(Throwable failure) {
        return failure instanceof DatabaseException answer ? answer.getSqlState() : null;
    }

    private static boolean lost(Throwable cause) {
        String state = state(cause);
        if (state != null) {
            return state.startsWith("08")
                    || state.startsWith("53")
                    || state.startsWith("57P")
                    || state.equals(CANCELLED)
                    || state.equals(READ_ONLY);
        }
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof ClosedConnectionException
                || cause instanceof ConnectionPoolTooBusyException
                || (cause instanceof VertxException && aboutTheConnection(String.valueOf(cause.getMessage())));
    }

    private static boolean aboutTheConnection(String words) {
        return CONNECTION_WORDS.contains(words) || words.startsWith(NOT_ACTIVE);
    }
}
