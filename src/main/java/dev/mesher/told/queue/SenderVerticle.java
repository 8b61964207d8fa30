package dev.mesher.told.queue;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.bus.Loop;
import dev.mesher.config.OutboundSettings;
import dev.mesher.db.ClockAhead;
import dev.mesher.db.SqlFailure;
import dev.mesher.told.content.MessageContents;
import dev.mesher.told.send.AddressGuard;
import dev.mesher.told.send.Connector;
import dev.mesher.told.send.HttpSender;
import dev.mesher.told.send.SmtpSender;
import dev.mesher.told.send.SystemNames;
import dev.mesher.told.send.TimeLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages on every node: once a second those that are due, and at once those that this node has queued. */
public final class SenderVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SenderVerticle.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * A node must stop within ten seconds, and has more to do. A message that is still being sent then is sent again, with
     * the same id, when its claim has run out.
     */
    private static final long STOP_MILLIS = 3_000;

    private final LocalBus bus;
    private final Pool pool;
    private final OutboundSettings settings;
    private final MeterRegistry meters;

    private @Nullable SystemNames names;
    private @Nullable HttpClientAgent client;
    private @Nullable SmtpSender smtp;
    private @Nullable Sender sender;
    private @Nullable Loop loop;

    public SenderVerticle(LocalBus bus, Pool pool, OutboundSettings settings, MeterRegistry meters) {
        this.bus = bus;
        this.pool = pool;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        TimeLimit limit = TimeLimit.of(vertx);
        names = new SystemNames(vertx, Sender.MOST);
        client = Connector.client(vertx, Connector.options(), Sender.MOST);
        smtp = new SmtpSender(
                vertx, settings.smtp(), (SSLSocketFactory) SSLSocketFactory.getDefault(), limit, Sender.MOST);
        HttpClientAgent connections = client;
        HttpSender http = new HttpSender(vertx, names, new AddressGuard(settings.allow()), connections::request, limit);
        SenderParts parts = SenderParts.of(
                pool,
                ClockAhead.NONE,
                new MessageContents(pool, settings.publicUrl()),
                new Transports(http, smtp),
                new RetryTimes(() -> ThreadLocalRandom.current().nextDouble()),
                meters);
        Sender sending =
                new Sender(vertx, parts, () -> Objects.requireNonNull(loop).wake());
        Loop sends = new Loop(
                vertx,
                () -> sending.sendDue().map(false),
                failed -> SqlFailure.report(LOG, "the sending of messages", failed),
                Duration.ZERO,
                PAUSE);
        sender = sending;
        loop = sends;
        sends.start();
        warnOfMissingLinks();
        return bus.subscribe(Addresses.MESSAGES_QUEUED, queued -> sends.wake()).completion();
    }

    private void warnOfMissingLinks() {
        if (settings.publicUrl().isEmpty()) {
            LOG.warn("[Mesher] MESHER_PUBLIC_URL is not set: messages that tell of alerts carry no links");
        }
    }

    /** Claims no more, waits a while for what is being sent, and closes what it was sent with. */
    @Override
    public Future<?> stop() {
        Loop sends = loop;
        Sender sending = sender;
        if (sends == null || sending == null) {
            return close();
        }
        return sends.stop()
                .compose(stopped -> sending.finish())
                .timeout(STOP_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .eventually(this::close);
    }

    private Future<Void> close() {
        Future<Void> named = names == null ? Future.succeededFuture() : names.close();
        Future<Void> mailed = smtp == null ? Future.succeededFuture() : smtp.close();
        Future<Void> called = client == null ? Future.succeededFuture() : client.close();
        return Future.join(named, mailed, called).mapEmpty();
    }
}
