package dev.mesher.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The partitions of {@code events}, one for each UTC day. A partition must exist before an event of its day arrives.
 */
public final class Partitions {
    private static final int DAYS_AHEAD = 7;
    private static final int ATTEMPTS = 5;

    /** SQLSTATE {@code duplicate_table}: another node created the same partition at the same time. */
    private static final String THERE_ALREADY = "42P07";

    private final SqlClient client;
    private final Clock clock;

    public Partitions(SqlClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Creates the partitions from yesterday, for an event received just before midnight, to seven days ahead. */
    public Future<Void> ensureAhead() {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        return ensure(today.minusDays(1), today.plusDays(DAYS_AHEAD));
    }

    /** Creates the missing partitions from {@code first} to {@code last}, both inclusive. */
    public Future<Void> ensure(LocalDate first, LocalDate last) {
        return ensure(first, last, 1);
    }

    private Future<Void> ensure(LocalDate first, LocalDate last, int attempt) {
        return client.preparedQuery("SELECT ensure_event_partitions($1, $2)")
                .execute(Tuple.of(first, last))
                .<Void>mapEmpty()
                .recover(failure -> attempt < ATTEMPTS && THERE_ALREADY.equals(SqlFailure.state(failure))
                        ? ensure(first, last, attempt + 1)
                        : Future.failedFuture(failure));
    }
}
