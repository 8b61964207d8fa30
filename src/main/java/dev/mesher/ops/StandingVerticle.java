package dev.mesher.ops;

import dev.mesher.ops.StandingStore.Standing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of what stands in the database: messages that wait, channels that fail, days that have a partition. Every node
 * reads them, so any node can be asked, and all say the same. A gauge has no value while the database cannot be read.
 */
public final class StandingVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StandingVerticle.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final StandingStore store;
    private final long pauseMillis;
    private volatile Standing standing = Standing.UNKNOWN;
    private boolean reading;

    public StandingVerticle(SqlClient client, MeterRegistry meters) {
        this(client, meters, PAUSE);
    }

    StandingVerticle(SqlClient client, MeterRegistry meters, Duration pause) {
        this.store = new StandingStore(client);
        this.pauseMillis = pause.toMillis();
        gauge(meters, "mesher.messages.waiting", "Messages to channels that are not delivered yet", Standing::waiting);
        gauge(
                meters,
                "mesher.messages.oldest.due.seconds",
                "Time since the oldest message that is not delivered yet was due",
                Standing::oldestSeconds);
        gauge(meters, "mesher.channels.failing", "Channels whose last try to send failed", Standing::failing);
        gauge(
                meters,
                "mesher.partitions.days",
                "Days that have a partition for events, of today and the seven days after it",
                Standing::partitions);
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<Standing> value) {
        Gauge unused = Gauge.builder(name, this, of -> value.applyAsDouble(of.standing))
                .description(description)
                .register(meters);
    }

    @Override
    public Future<?> start() {
        long unused = vertx.setPeriodic(0, pauseMillis, tick -> read());
        return Future.succeededFuture();
    }

    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        store.read()
                .onSuccess(read -> standing = read)
                .onFailure(away -> {
                    LOG.debug("the standing of messages and partitions could not be read", away);
                    standing = Standing.UNKNOWN;
                })
                .onComplete(done -> reading = false);
    }
}
