package shop;

/** What can go wrong at the bank. */
// SHIFT
public class Bank implements Till {
    public static class PaymentFailed extends RuntimeException {
        PaymentFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static class BankClosed extends RuntimeException {
        BankClosed(String message) {
            super(message);
        }
    }

    @Override
    public void charge(int order, int amount) {
        // SHIFT
        if (amount < 0) {
            throw new IllegalStateException("bank said nothing about order " + order + " for " + -amount + " ms");
        }
        throw new IllegalArgumentException("cannot charge " + amount + " for order " + order);
    }

    @Override
    public void refund(int order, int amount) {
        throw new IllegalArgumentException("cannot refund " + amount + " of order " + order);
    }

    static void reach(String host) {
        // SHIFT
        throw new java.io.UncheckedIOException(new java.io.IOException("no route to " + host));
    }

    static void pay(int order, String host) {
        try {
            reach(host);
        } catch (java.io.UncheckedIOException cause) {
            throw new PaymentFailed("payment of order " + order + " failed", cause);
        }
    }

    static void payOnHoliday(int order) {
        try {
            throw new BankClosed("closed until 2026-12-" + (10 + order % 18));
        } catch (BankClosed cause) {
            // SHIFT
            throw new PaymentFailed("payment of order " + order + " failed", cause);
        }
    }
}
