package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.StoreSettings;
import dev.mesher.event.Refusal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the {@link Journal}. To be deployed as a worker: it waits for the disk. */
public final class JournalVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(JournalVerticle.class);

    private final LocalBus bus;
    private final StoreSettings settings;
    private final String fileName;
    private final MeterRegistry meters;
    private @Nullable Journal journal;
    private volatile long bytes;

    /**
     * Makes the verticle of one file.
     *
     * @param fileName in the data directory, of this node alone
     */
    public JournalVerticle(LocalBus bus, StoreSettings settings, String fileName, MeterRegistry meters) {
        this.bus = bus;
        this.settings = settings;
        this.fileName = fileName;
        this.meters = meters;
    }

    /** What waits in the journal, in bytes. Any thread. */
    public long bytes() {
        return bytes;
    }

    @Override
    public Future<?> start() throws Exception {
        Path file = settings.dataDirectory().resolve(fileName);
        try {
            PrivateFile.prepare(file);
            journal = Journal.open(file, settings.journalMaxBytes());
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(
                    "cannot open the journal " + file + " (MESHER_DATA_DIR): " + failed.getMessage(), failed);
        }
        bytes = journal.bytes();
        Gauge unused = Gauge.builder("mesher.journal.bytes", this, verticle -> verticle.bytes)
                .description("What waits in the journal for PostgreSQL, in bytes")
                .register(meters);
        LOG.info("[Mesher] journal {} bytes_waiting={}", file.toAbsolutePath(), bytes);
        return bus.serve(Addresses.JOURNAL, this::handle).completion();
    }

    @Override
    public Future<?> stop() throws Exception {
        if (journal != null) {
            journal.close();
        }
        return Future.succeededFuture();
    }

    private Future<@Nullable Object> handle(JournalRequest request) {
        Journal open = journal;
        if (open == null) {
            return Future.failedFuture(Refusal.unavailable("the journal is closed"));
        }
        try {
            Object answer = request.of(open);
            bytes = open.bytes();
            return Future.succeededFuture(answer);
        } catch (Refusal full) {
            return Future.failedFuture(full);
        } catch (SQLException failed) {
            LOG.error("[Mesher] journal failed", failed);
            return Future.failedFuture(Refusal.unavailable("PostgreSQL is away and the journal cannot be written"));
        }
    }
}
