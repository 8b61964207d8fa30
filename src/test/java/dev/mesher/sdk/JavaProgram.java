package dev.mesher.sdk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.sentry.Attachment;
import io.sentry.Breadcrumb;
import io.sentry.IScope;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.logback.SentryAppender;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.User;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** A program that reports what it does through {@code io.sentry:sentry}, in part through its logback appender. */
final class JavaProgram implements AutoCloseable {
    private static final int BACK_OFF_TRIES = 3;
    private static final long PATIENCE_MILLIS = 10_000;

    private final LoggerContext logging = new LoggerContext();
    private final Logger log;
    private final JsonObject ids = new JsonObject();

    static final class PaymentFailed extends Exception {
        private static final long serialVersionUID = 1;

        PaymentFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    JavaProgram(String dsn) {
        Sentry.init(options -> configure(options, dsn));
        logging.setMDCAdapter(new LogbackMDCAdapter());
        log = logging.getLogger("shop.bank");
        SentryAppender appender = new SentryAppender();
        appender.setContext(logging);
        appender.setMinimumEventLevel(Level.WARN);
        appender.start();
        log.addAppender(appender);
    }

    private static void configure(SentryOptions options, String dsn) {
        options.setDsn(dsn);
        options.setRelease("shop@1.2.3");
        options.setDist("77");
        options.setEnvironment("staging");
        options.setServerName("till-1");
        options.addInAppInclude("dev.mesher.sdk");
        options.setEnableUncaughtExceptionHandler(false);
    }

    JsonObject report() {
        Sentry.startSession();
        log.warn("stock of {} is low: {}", "milk", 3);
        sent("message", Sentry.getLastEventId());
        sent("error", capture(42));
        try {
            pay(43);
        } catch (PaymentFailed failed) {
            log.error("the bank is away", failed);
            sent("chained", Sentry.getLastEventId());
        }
        Sentry.withScope(scope -> {
            surround(scope);
            sent("scoped", capture(44));
        });
        Sentry.withScope(scope -> {
            scope.addAttachment(new Attachment(SdkContract.everyByte(), "cart.bin", "application/x-cart"));
            sent("attached", Sentry.captureMessage("with a file"));
        });
        Sentry.endSession();
        return ids;
    }

    JsonObject backOff() {
        sent("first", Sentry.captureMessage("the last or one too many"));
        Sentry.flush(PATIENCE_MILLIS);
        for (int i = 0; i < BACK_OFF_TRIES; i++) {
            SentryId unused = Sentry.captureMessage("never sent " + i);
        }
        Sentry.flush(PATIENCE_MILLIS);
        // What it kept back is told beside the next thing that it may send.
        Sentry.startSession();
        Sentry.endSession();
        return ids;
    }

    @Override
    public void close() {
        logging.stop();
        Sentry.flush(PATIENCE_MILLIS);
        Sentry.close();
    }

    private static void surround(IScope scope) {
        Breadcrumb added = new Breadcrumb("milk added");
        added.setCategory("cart");
        added.setLevel(SentryLevel.INFO);
        added.setData("count", 2);
        scope.addBreadcrumb(added);
        Breadcrumb fetched = new Breadcrumb();
        fetched.setType("http");
        fetched.setCategory("fetch");
        fetched.setLevel(SentryLevel.ERROR);
        fetched.setData("url", "/pay");
        fetched.setData("status_code", 502);
        scope.addBreadcrumb(fetched);
        scope.setTag("region", "eu-1");
        scope.setTag("shard", "7");
        scope.setTag("with space", "true");
        User user = new User();
        user.setId("u-7");
        user.setEmail("ann@shop.example");
        user.setUsername("ann");
        scope.setUser(user);
        scope.setExtra("cart_size", "3");
        scope.setContexts("order", Map.of("number", 42, "total", 12.5));
        scope.setTransaction("POST /pay");
        scope.setFingerprint(List.of("{{ default }}", "tenant-7"));
    }

    private static SentryId capture(int order) {
        try {
            chargeCard(order);
        } catch (IllegalStateException failed) {
            return Sentry.captureException(failed);
        }
        throw new AssertionError("nothing was thrown");
    }

    private static void chargeCard(int order) {
        throw new IllegalStateException("cannot charge order " + order);
    }

    private static void pay(int order) throws PaymentFailed {
        try {
            reachBank();
        } catch (IllegalArgumentException cause) {
            throw new PaymentFailed("payment of order " + order + " failed", cause);
        }
    }

    private static void reachBank() {
        throw new IllegalArgumentException("port 99999 is out of range");
    }

    private void sent(String name, SentryId id) {
        ids.put(name, id.toString());
    }
}
