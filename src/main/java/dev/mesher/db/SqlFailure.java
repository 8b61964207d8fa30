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

/**
 * What a failure of the PostgreSQL client means for the caller. A failure that is in none of these classes is a bug of
 * ours.
 */
public final class SqlFailure {
    /** Messages of the client that mean a broken connection. It has no exception type for them. */
    private static final Set<String> CONNECTION_WORDS = Set.of(
            "Connection was closed",
            "Pool closed",
            "Timeout",
            "Timeout waiting for connection",
            "Pending requests failed to be sent due to connection has been closed.");

    private static final String NOT_ACTIVE = "Connection is not active now";

    /** SQLSTATE {@code read_only_sql_transaction}: the server answers, but has become a standby. */
    private static final String READ_ONLY = "25006";

    /** SQLSTATE {@code query_canceled}: a statement took longer than allowed. */
    private static final String CANCELLED = "57014";

    private static final int MAX_CAUSES = 8;

    private SqlFailure() {}

    /**
     * PostgreSQL cannot be reached, is full, or is stopping or starting, or no pooled connection is free. The
     * transaction may or may not have been committed.
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

    /** A serialization failure or a deadlock. The same transaction may succeed when it is run again. */
    public static boolean retryable(Throwable failure) {
        String state = state(failure);
        return "40001".equals(state) || "40P01".equals(state);
    }

    /** The server cancelled the statement, most likely because it took too long. */
    public static boolean cancelled(Throwable failure) {
        return CANCELLED.equals(state(failure));
    }

    /** Another row has the same unique key. */
    public static boolean uniqueViolation(Throwable failure) {
        return "23505".equals(state(failure));
    }

    /** The row refers to a row that does not exist. */
    public static boolean unknownReference(Throwable failure) {
        return "23503".equals(state(failure));
    }

    /** PostgreSQL refuses the values, by their type or by a constraint. They would be refused again. */
    public static boolean badData(Throwable failure) {
        String state = state(failure);
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /**
     * Logs that {@code work} failed and will be tried again later. The level is error, unless PostgreSQL is away or the
     * next attempt may succeed.
     *
     * @param work the name of the work in the log line
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

    /** The SQLSTATE, five characters. Null when the failure is not an answer of the server. */
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
                || (cause instanceof VertxException && isConnectionFailure(String.valueOf(cause.getMessage())));
    }

    private static boolean isConnectionFailure(String words) {
        return CONNECTION_WORDS.contains(words) || words.startsWith(NOT_ACTIVE);
    }
}
