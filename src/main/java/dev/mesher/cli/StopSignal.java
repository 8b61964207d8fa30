package dev.mesher.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Handles SIGTERM, SIGINT and SIGHUP. It is a signal handler and not a shutdown hook, because in a hook the exit code
 * is already fixed, and all hooks run at the same time. So a hook of another library could close what the drain still
 * needs. A second signal ends the process at once.
 */
final class StopSignal {
    private static final int IMPATIENT = 130;

    private final CountDownLatch received = new CountDownLatch(1);

    /** Installs the handlers. From here on a signal ends the process only through its command. */
    void install() {
        try {
            for (String name : List.of("TERM", "INT", "HUP")) {
                handle(name);
            }
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("this Java has no sun.misc.Signal", missing);
        }
    }

    void await() {
        try {
            received.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Uses reflection, since the compiler warns about this class and the build allows no warning. */
    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object receiver = Proxy.newProxyInstance(
                StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    receive();
                    return null;
                });
        Object unused = signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), receiver);
    }

    private void receive() {
        if (received.getCount() == 0) {
            Runtime.getRuntime().halt(IMPATIENT);
        }
        received.countDown();
    }
}
