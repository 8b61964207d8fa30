package shop;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.sentry.Sentry;
import io.sentry.logback.SentryAppender;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs into each of its faults once, with what VARIANT makes of lines, values and threads; each is named by a tag. */
// SHIFT
final class Main {
    private static final Random CHANCE = new Random(Long.parseLong(System.getenv("VARIANT")));

    private interface Work {
        void run() throws Exception;
    }

    private static int order() {
        return 1 + CHANCE.nextInt(99_999);
    }

    private static String host() {
        return "10." + CHANCE.nextInt(255) + "." + CHANCE.nextInt(255) + ".7:" + (1024 + CHANCE.nextInt(60_000));
    }

    private static UUID uuid() {
        return new UUID(CHANCE.nextLong(), CHANCE.nextLong());
    }

    private static void captured(String name, Work work) {
        Sentry.withScope(scope -> {
            scope.setTag("fault", name);
            try {
                // SHIFT
                work.run();
            } catch (Exception failed) {
                Sentry.captureException(failed);
            }
        });
    }

    private static void said(String name, Runnable say) {
        Sentry.withScope(scope -> {
            scope.setTag("fault", name);
            say.run();
        });
    }

    private static void inAThread() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1 + CHANCE.nextInt(3));
        try {
            pool.submit(() -> new Bank().refund(order(), 5)).get();
        } finally {
            pool.shutdown();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Sentry.init(options -> {
            options.setDsn(System.getenv("SENTRY_DSN"));
            options.addInAppInclude("shop");
            options.setEnableUncaughtExceptionHandler(false);
        });
        LoggerContext logging = new LoggerContext();
        logging.setMDCAdapter(new LogbackMDCAdapter());
        Logger log = logging.getLogger("shop.bank");
        SentryAppender appender = new SentryAppender();
        appender.setContext(logging);
        appender.setMinimumEventLevel(Level.WARN);
        appender.start();
        log.addAppender(appender);
        // SHIFT
        captured("charge", () -> new Bank().charge(order(), 12));
        captured("charge timed out", () -> new Bank().charge(order(), -order()));
        captured("refund", () -> new Bank().refund(order(), 12));
        captured("charge by a proxy", () -> Stock.wrapped(new Bank()).charge(order(), 12));
        captured("refund in a thread", Main::inAThread);
        captured("bank away", () -> Bank.pay(order(), host()));
        captured("bank closed", () -> Bank.payOnHoliday(order()));
        captured("row locked", () -> Stock.lock(order()));
        captured("shelf empty", () -> Stock.count(uuid().toString(), 3 + CHANCE.nextInt(60)));
        captured("price unreadable", () -> Stock.price("x".repeat(1 + CHANCE.nextInt(9))));
        captured("weight unreadable", () -> Stock.weight("x".repeat(1 + CHANCE.nextInt(9))));
        captured("price of nothing", () -> Stock.total(List.of(order(), 0)));
        captured("unknown item", () -> Stock.find(Map.of(), order()));
        said("no answer", () -> log.error("no answer from {} in {} s", host(), order()));
        said("no answer at all", () -> log.error("no answer at all from {}", host()));
        said("lease over", () -> Sentry.captureMessage("lease " + uuid() + " of user " + order() + " is over"));
        said("lease refused", () -> Sentry.captureMessage("lease " + uuid() + " of user " + order() + " was refused"));
        Sentry.close();
    }
}
