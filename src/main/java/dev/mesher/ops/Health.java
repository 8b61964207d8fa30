package dev.mesher.ops;

import dev.mesher.db.Database;
import dev.mesher.journal.JournalLevel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Whether the node is alive, and whether it should be sent requests. */
public final class Health {
    private static final long CHECK_MILLIS = 2_000;

    private final Database database;
    private final Supplier<JournalLevel> journal;
    private final Supplier<Company> company;
    private final Supplier<Future<Long>> failingChannels;
    private volatile boolean draining;

    /** Whether this node sees its cluster. */
    public enum Company {
        /** The expected nodes are there. */
        OK,
        /** There is no other node, though the seeds name some or some were there before. */
        ALONE,
        /** The node belongs to no cluster. */
        STANDALONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param failingChannels how many channels have delivered nothing for a day; asked only while PostgreSQL answers
     */
    public Health(
            Database database,
            Supplier<JournalLevel> journal,
            Supplier<Company> company,
            Supplier<Future<Long>> failingChannels) {
        this.database = database;
        this.journal = journal;
        this.company = company;
        this.failingChannels = failingChannels;
    }

    /** From now on the node reports that it is not ready, since it is about to stop. */
    public void startDraining() {
        draining = true;
    }

    /**
     * A report and its HTTP status.
     *
     * @param httpStatus 200 or 503
     */
    public record Report(int httpStatus, JsonObject body) {
        private Report with(String name, long detail) {
            return new Report(httpStatus, body.copy().put(name, detail));
        }
    }

    /** Says that the process answers, and nothing more. */
    public Report alive() {
        return report("ok", new JsonObject().put("process", "ok"));
    }

    /**
     * The readiness report. It is {@code down} when events can be neither stored nor journalled, or when the node is
     * stopping. It is {@code degraded}, with status 200, while events go to the journal, or while a node that should
     * have peers is alone. Channels that deliver nothing are counted, and change neither: other nodes would not do better.
     */
    public Future<Report> ready() {
        return database.answers()
                .timeout(CHECK_MILLIS, TimeUnit.MILLISECONDS)
                .map(rows -> true)
                .otherwise(false)
                .compose(postgres -> postgres
                        ? failingChannels()
                                .map(failing -> ready(true).with("failing_channels", failing))
                                .otherwise(unknown -> ready(true))
                        : Future.succeededFuture(ready(false)));
    }

    private Future<Long> failingChannels() {
        return failingChannels.get().timeout(CHECK_MILLIS, TimeUnit.MILLISECONDS);
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
