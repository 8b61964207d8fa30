package dev.mesher.change;

import dev.mesher.event.Refusal;
import dev.mesher.text.FullPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.MatchResult;

/**
 * A state of the database, from which changes are told. What a transaction wrote is a change since this state when the
 * transaction is not older than {@code transaction}: so it does not matter in which order transactions commit.
 *
 * @param transaction the oldest transaction that still ran, with its epoch ({@code xid8})
 * @param at by PostgreSQL's clock
 * @param database tells apart databases whose transactions are not the same
 */
public record ChangeCursor(long transaction, Instant at, String database) {
    /** As long as gone issues are remembered. */
    public static final Duration REACH = Duration.ofDays(30);

    /**
     * PostgreSQL keeps 32 bits of a row's transaction. Ages of up to half of them can be compared; the rest is room for
     * transactions that begin meanwhile.
     */
    private static final long MOST_TRANSACTIONS = 2_000_000_000;

    private static final FullPattern TEXT = FullPattern.of("([0-9]{1,18})\\.([0-9]{1,15})\\.([0-9a-f]{16})", 60);

    /** The form in which clients keep it, without a promise about what it holds. */
    public String text() {
        return transaction + "." + at.toEpochMilli() + "." + database;
    }

    /**
     * Reads what {@link #text} made.
     *
     * @throws Refusal 400 for any other text
     */
    public static ChangeCursor parse(String name, String text) {
        MatchResult match = TEXT.match(text);
        if (match == null) {
            throw Refusal.malformed(name + " must be a cursor that this server handed out");
        }
        return new ChangeCursor(
                Long.parseLong(match.group(1)), Instant.ofEpochMilli(Long.parseLong(match.group(2))), match.group(3));
    }

    /** Whether all changes between the two states can be told. */
    public boolean reaches(ChangeCursor now) {
        long transactions = now.transaction - transaction;
        return database.equals(now.database)
                && transactions >= 0
                && transactions < MOST_TRANSACTIONS
                && Duration.between(at, now.at).compareTo(REACH) <= 0;
    }
}
