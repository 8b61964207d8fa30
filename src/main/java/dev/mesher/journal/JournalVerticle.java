package dev.mesher.journal;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.Refusal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the {@link JournalFile} and runs the operations of {@link Journal} on it. It blocks on the disk, so it must be
 * deployed as a worker.
 */
public final class JournalVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(JournalVerticle.class);

    private final LocalBus bus;
    private final Journal journal;
    private final Path path;
    private final MeterRegistry meters;
    private @Nullable JournalFile file;

    /**
     * Creates the verticle.
     *
     * @param path file that only this node uses; its directory is created if it is missing
     */
    public JournalVerticle(LocalBus bus, Journal journal, Path path, MeterRegistry meters) {
        this.bus = bus;
        this.journal = journal;
        this.path = path.toAbsolutePath();
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        JournalFile opened;
        try {
            PrivateFile.prepare(path);
            opened = JournalFile.open(path, journal.level().max());
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(
                    "cannot open the journal " + path + " (MESHER_DATA_DIR): " + failed.getMessage(), failed);
        }
        file = opened;
        journal.level(opened.level());
        gauge("mesher.journal.bytes", "Bytes in the journal that wait for PostgreSQL", JournalLevel::waiting);
        gauge("mesher.journal.refused.bytes", "Bytes in the journal that PostgreSQL refused", JournalLevel::refused);
        LOG.info(
                "[Mesher] journal {} bytes_waiting={} bytes_refused={}",
                path,
                opened.level().waiting(),
                opened.level().refused());
        return bus.serve(Addresses.JOURNAL, this::handle).completion();
    }

    @Override
    public Future<?> stop() throws SQLException {
        if (file != null) {
            file.close();
        }
        return Future.succeededFuture();
    }

    private Future<@Nullable Object> handle(JournalWork<?> work) {
        JournalFile open = file;
        if (open == null) {
            return Future.failedFuture(Refusal.unavailable("the journal is closed"));
        }
        try {
            return Future.succeededFuture(work.on(open));
        } catch (Refusal full) {
            return Future.failedFuture(full);
        } catch (SQLException failed) {
            LOG.error("[Mesher] journal failed", failed);
            return Future.failedFuture(Refusal.unavailable("the journal's file cannot be used"));
        } finally {
            journal.level(open.level());
        }
    }

    private void gauge(String name, String description, ToLongFunction<JournalLevel> value) {
        Gauge unused = Gauge.builder(name, journal, of -> value.applyAsLong(of.level()))
                .description(description)
                .register(meters);
    }
}
