package shop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/** What can go wrong in the stock. */
// SHIFT
final class Stock {
    /** What a framework does: a proxy around each service. */
    static Till wrapped(Till till) {
        return (Till) Proxy.newProxyInstance(
                Stock.class.getClassLoader(), new Class<?>[] {Till.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(till, arguments);
                    } catch (InvocationTargetException wrapper) {
                        throw wrapper.getCause();
                    }
                });
    }

    static void lock(int row) {
        // SHIFT
        throw new UnsupportedOperationException("row " + row + " is locked");
    }

    static int count(String shelf, int depth) {
        if (depth == 0) {
            throw new IllegalStateException("shelf " + shelf + " is empty");
        }
        // SHIFT
        return count(shelf, depth - 1) + 1;
    }

    static int price(String text) {
        return Integer.parseInt(text);
    }

    static int weight(String text) {
        // SHIFT
        return Integer.parseInt(text);
    }

    static int total(List<Integer> prices) {
        return prices.stream().mapToInt(price -> 100 / price).sum();
    }

    static String find(Map<Integer, String> items, int key) {
        return items.get(key).strip();
    }
}
