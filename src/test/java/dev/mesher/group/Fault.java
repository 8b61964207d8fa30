package dev.mesher.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A fault in a program, which every report of it shows: where it is, and what is thrown. Two that differ in any of this
 * are two faults.
 *
 * @param calls of the application, oldest first
 * @param causeType of the exception behind; "" when there is none
 * @param recursive whether the last two calls go round
 */
record Fault(
        Style style, Kind kind, List<Place> calls, String type, String words, String causeType, boolean recursive) {

    /** How a platform's client reports. */
    enum Style {
        JAVA,
        PYTHON,
        BROWSER,
        NODE,
        RUBY,
        GO,
        PHP,
        CSHARP,
        RUST,
        BARE
    }

    /** What a report holds. */
    enum Kind {
        STACK,
        EXCEPTION,
        MESSAGE
    }

    /** A function in a module. */
    record Place(String area, String module, String function, boolean lambda) {
        Place inModule(String other) {
            return new Place(area, other, function, lambda);
        }

        Place inFunction(String other) {
            return new Place(area, module, other, lambda);
        }
    }

    private static final List<String> AREAS =
            List.of("billing", "catalog", "checkout", "identity", "shipping", "search");
    private static final List<String> MODULES = List.of(
            "cart",
            "invoice",
            "ledger",
            "parcel",
            "profile",
            "quota",
            "ranking",
            "refund",
            "session",
            "stock",
            "tariff",
            "voucher",
            "wishlist",
            "import",
            "export",
            "mailer");
    private static final List<String> VERBS = List.of(
            "load", "save", "apply", "check", "merge", "parse", "render", "resolve", "send", "sync", "track", "verify");
    private static final List<String> NOUNS = List.of(
            "Address",
            "Batch",
            "Discount",
            "Entry",
            "Item",
            "Limit",
            "Order",
            "Payment",
            "Price",
            "Row",
            "Total",
            "User");
    private static final List<String> WORDS = List.of(
            "order %i was not found",
            "cannot charge card of %e",
            "row %i of %u is locked",
            "no route to %h after %d",
            "user %e has no address",
            "file %p is missing",
            "unexpected token at line %i column %i",
            "lease %x expired at %t",
            "customer %u is over quota: %i of %i",
            "value %q is not a price",
            "pod shop-%x-%s is gone",
            "keys %l are unknown",
            "reply from %w was %i",
            "object %o is closed",
            "cart_%i holds nothing",
            "token %j is not signed");

    static Fault random(Random random) {
        List<Place> calls = new ArrayList<>();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            calls.add(place(random));
        }
        int kind = random.nextInt(10);
        return new Fault(
                one(random, List.of(Style.values())),
                kind < 7 ? Kind.STACK : kind < 9 ? Kind.EXCEPTION : Kind.MESSAGE,
                calls,
                one(random, NOUNS) + one(random, List.of("Missing", "Invalid", "Locked", "Expired", "Denied")),
                one(random, MODULES) + ": " + one(random, WORDS),
                random.nextInt(4) == 0 ? one(random, NOUNS) + "Broken" : "",
                random.nextInt(6) == 0);
    }

    static Place place(Random random) {
        return new Place(
                one(random, AREAS),
                one(random, MODULES),
                one(random, VERBS) + one(random, NOUNS),
                random.nextInt(5) == 0);
    }

    static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Fault inFunction(String other) {
        return withLast(last().inFunction(other));
    }

    Fault inModule(String other) {
        return withLast(last().inModule(other));
    }

    Fault ofType(String other) {
        return new Fault(style, kind, calls, other, words, causeType, recursive);
    }

    Fault ofWords(String other) {
        return new Fault(style, kind, calls, type, other, causeType, recursive);
    }

    private Place last() {
        return calls.get(calls.size() - 1);
    }

    private Fault withLast(Place place) {
        List<Place> changed = new ArrayList<>(calls);
        changed.set(changed.size() - 1, place);
        return new Fault(style, kind, List.copyOf(changed), type, words, causeType, recursive);
    }
}
