package dev.mesher.ops;

import dev.mesher.db.Database;
import dev.mesher.journal.JournalLevel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Whether the node lives, and whether it should be sent requests. */
public final class Health {
    private static final long CHECK_MILLIS = 2_000;

    private final Database database;
    private final Supplier<JournalLevel> journal;
    private final Supplier<Company> company;
    private volatile boolean draining;

    /** Whether other nodes are there. */
    public enum Company {
        /** As there should be. */
        OK,
        /** None, though the seeds name some, or some were lost. */
        ALONE,
        /** The node is of no cluster. */
        STANDALONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Health(Database database, Supplier<JournalLevel> journal, Supplier<Company> company) {
        this.database = database;
        this.journal = journal;
        this.company = company;
    }

    /** From now on the node is not ready: it is about to stop. */
    public void startDraining() {
        draining = true;
    }

    /**
     * A report, and the HTTP status that goes with it.
     *
     * @param httpStatus 200 or 503
     */
    public record Report(int httpStatus, JsonObject body) {}

    /** The process answers: that is all. */
    public Report alive() {
        return report("ok", new JsonObject().put("process", "ok"));
    }

    /**
     * {@code down} when events can be neither stored nor journalled, or the node is stopping; {@code degraded}, still
     * 200, while they go to the journal, or while the node stands alone that should be one of several.
     */
    public Future<Report> ready() {
        return database.answers()
                .timeout(CHECK_MILLIS, TimeUnit.MILLISECONDS)
                .map(rows -> true)
                .otherwise(false)
                .map(this::ready);
    }

    private Report ready(boolean postgres) {
        JournalLevel level = journal.get();
        boolean waiting = level.waiting() > 0;
        Company now = company.get();
        boolean full = level.full();
        JsonObject checks = new JsonObject()
                .put("postgres", postgres ? "ok" : "down")
                .put("journal", full ? "full" : waiting ? "draining" : "ok")
                .put("accepting", draining ? "draining" : "ok")
                .put("cluster", now.toString());
        if (draining || (!postgres && full)) {
            return report("down", checks);
        }
        return report(postgres && !waiting && now != Company.ALONE ? "ok" : "degraded", checks);
    }

    private static Report report(String status, JsonObject checks) {
        return new Report(
                status.equals("down") ? 503 : 200,
                new JsonObject().put("status", status).put("checks", checks));
    }
}
