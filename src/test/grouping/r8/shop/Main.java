package shop;

import static corpus.Client.captured;
import static corpus.Client.host;
import static corpus.Client.order;

import corpus.Client;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs into each of its faults once, with what VARIANT makes of lines, values and depths; each is named by a tag. */
// SHIFT
public final class Main {
    interface Till {
        int open(int order);

        default int shut(int order) {
            throw new IllegalStateException("till of order " + order + " does not shut");
        }

        static int count(int order) {
            throw new IllegalStateException("till of order " + order + " is not counted");
        }
    }

    static int charge(int order) {
        // SHIFT
        throw new IllegalArgumentException("cannot charge order " + order);
    }

    static int refund(int order) {
        throw new IllegalArgumentException("cannot refund order " + order);
    }

    static Supplier<Integer> later(int order) {
        return () -> {
            throw new IllegalStateException("order " + order + " is late");
        };
    }

    static Supplier<Integer> tooLate(int order) {
        return () -> List.of(order).stream().map(each -> each / (each - each)).reduce(0, Integer::sum);
    }

    static Till till() {
        // SHIFT
        return order -> {
            throw new UnsupportedOperationException("till does not open for order " + order);
        };
    }

    static Till safe() {
        return new Till() {
            @Override
            public int open(int order) {
                throw new UnsupportedOperationException("safe does not open for order " + order);
            }
        };
    }

    static int sorted(List<Integer> orders) {
        return orders.stream().sorted(Comparator.comparing(order -> order / (order - order))).reduce(0, Integer::sum);
    }

    static int reach(String host) {
        throw new java.io.UncheckedIOException(new java.io.IOException("no route to " + host));
    }

    static int locked(int row) {
        // SHIFT
        throw new java.util.NoSuchElementException("row " + row + " is locked");
    }

    static int pay(int order, Supplier<Integer> work) {
        try {
            return work.get();
        } catch (RuntimeException cause) {
            throw new IllegalStateException("payment of order " + order + " failed", cause);
        }
    }

    static int leased(int order) {
        try (AutoCloseable lease = () -> locked(order)) {
            return charge(order);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    static int ping(int depth, Function<Integer, Integer> then) {
        if (depth == 0) {
            throw new IllegalStateException("played too long");
        }
        return then.apply(depth - 1) + 1;
    }

    static int pong(int depth) {
        return ping(depth, each -> pong(each) + 1);
    }

    static int walk(int depth) {
        if (depth == 0) {
            throw new IllegalStateException("walked too deep");
        }
        return walk(depth - 1) + 1;
    }

    static int overflow(int depth) {
        return overflowed(depth + 1) + 1;
    }

    static int overflowed(int depth) {
        return overflow(depth + 1) + 1;
    }

    public static void main(String[] arguments) {
        Client.open();
        int variant = Client.VARIANT;
        // Each variant has other lambdas before those that fail: D8 numbers them anew.
        List<Supplier<Integer>> none = variant > 1 ? List.of(() -> 1, () -> variant) : List.of();
        captured("charge", () -> charge(order()));
        captured("refund", () -> refund(order()));
        captured("later in a lambda", () -> later(order()).get());
        captured("too late in a lambda in a lambda", () -> tooLate(order()).get());
        captured("till of a lambda", () -> till().open(order()));
        captured("safe of an anonymous class", () -> safe().open(order()));
        captured("default method", () -> safe().shut(order()));
        captured("static method of an interface", () -> Till.count(order()));
        captured("sorted by a lambda", () -> sorted(List.of(order(), order())));
        captured("method reference", () -> List.of(order()).stream().map(Main::charge).reduce(0, Integer::sum));
        captured("paid to a host away", () -> pay(order(), () -> reach(host())));
        captured("paid for a row locked", () -> pay(order(), () -> locked(order())));
        captured("charge with a lease that does not close", () -> leased(order()));
        captured("circle of one", () -> walk(40 + variant * 7));
        captured("circle of two with a lambda", () -> pong(40 + variant));
        captured("circle of two without an end", () -> variant % 2 == 0 ? overflow(0) : overflowed(0));
        Client.close();
    }
}
