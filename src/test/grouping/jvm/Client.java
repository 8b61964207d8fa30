package corpus;

import io.sentry.Sentry;
import java.util.Random;
import java.util.concurrent.Callable;

/** What the programs of the JVM's languages share: Sentry's client, and the values of a deployment. */
public final class Client {
    public static final int VARIANT = Integer.parseInt(System.getenv("VARIANT"));
    private static final Random CHANCE = new Random(VARIANT);

    private Client() {}

    public static void open() {
        Sentry.init(options -> {
            options.setDsn(System.getenv("SENTRY_DSN"));
            options.addInAppInclude("shop");
            options.setEnableUncaughtExceptionHandler(false);
        });
    }

    public static int order() {
        return 1 + CHANCE.nextInt(99_999);
    }

    public static String host() {
        return "10." + CHANCE.nextInt(255) + "." + CHANCE.nextInt(255) + ".7:" + (1024 + CHANCE.nextInt(60_000));
    }

    public static void captured(String fault, Callable<?> work) {
        try {
            Object unused = work.call();
        } catch (Throwable failed) {
            Sentry.withScope(scope -> {
                scope.setTag("fault", fault);
                Sentry.captureException(failed);
            });
        }
    }

    public static void close() {
        Sentry.flush(20_000);
        Sentry.close();
    }
}
