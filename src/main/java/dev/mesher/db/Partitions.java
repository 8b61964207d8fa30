package dev.mesher.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The partitions of {@code events}, one a UTC day, which must stand before an event of that day arrives. */
public final class Partitions {
    private static final int DAYS_AHEAD = 7;
    private static final int ATTEMPTS = 5;

    /** SQLSTATE {@code duplicate_table}: nodes that start at the same moment may not see each other's at first. */
    private static final String THERE_ALREADY = "42P07";

    private final SqlClient client;
    private final Clock clock;

    public Partitions(SqlClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** From yesterday, for an event that was received just before midnight, to seven days ahead. */
    public Future<Void> ensureAhead() {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        return ensure(today.minusDays(1), today.plusDays(DAYS_AHEAD));
    }

    /** Both days inclusive; days that have their partition already cost nothing. */
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
