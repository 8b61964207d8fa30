package dev.mesher.browser;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What happened in a shop, as a Sentry client for Python reports it. */
final class ShopEvents {
    static final String TYPE = "PaymentError";
    static final String VALUE = "the card was declined";
    static final String HIT_LINE = "    return bank.charge(total)";

    private ShopEvents() {}

    /**
     * A payment failed because of a wrong amount. Of its six frames, three are of the shop and three of a library between
     * them; the newest two are of the shop and have their source.
     */
    static JsonObject failedPayment() {
        Instant now = Instant.now();
        return new JsonObject()
                .put("timestamp", now.toString())
                .put("platform", "python")
                .put("level", "error")
                .put("release", "shop@1.4.2")
                .put("environment", "production")
                .put("user", new JsonObject().put("id", "customer-7"))
                .put(
                        "request",
                        new JsonObject().put("url", "https://shop.example/pay").put("method", "POST"))
                .put(
                        "breadcrumbs",
                        values(
                                crumb(now.minusMillis(14_200), "navigation", "to the cart"),
                                crumb(now.minusMillis(1_500), "http", "asks the bank")))
                .put("exception", values(thrown("ValueError", "the amount is negative", cause()), payment()));
    }

    /** A call, with its source when {@code line} is not empty. */
    static JsonObject frame(String function, String file, boolean ours, String line) {
        JsonObject frame = new JsonObject()
                .put("function", function)
                .put("filename", file)
                .put("lineno", 41)
                .put("in_app", ours);
        return line.isEmpty()
                ? frame
                : frame.put(
                                "pre_context",
                                new JsonArray().add("def " + function + "():").add("    # before"))
                        .put("context_line", line)
                        .put("post_context", new JsonArray().add("    # after"))
                        .put("vars", new JsonObject().put("total", "12.50 of " + function));
    }

    /** The frames are in the order of Sentry, the oldest call first. */
    static JsonObject thrown(String type, String value, List<JsonObject> frames) {
        return new JsonObject().put("type", type).put("value", value).put("stacktrace", stack(frames));
    }

    static JsonObject stack(List<JsonObject> frames) {
        return new JsonObject().put("frames", new JsonArray(frames));
    }

    static JsonObject values(JsonObject... values) {
        return new JsonObject().put("values", new JsonArray(List.of(values)));
    }

    private static JsonObject payment() {
        String library = "/usr/lib/python3/site-packages/django/core/";
        return thrown(
                TYPE,
                VALUE,
                List.of(
                        frame("main", "shop/main.py", true, ""),
                        frame("run", library + "wsgi.py", false, ""),
                        frame("dispatch", library + "handlers.py", false, ""),
                        frame("view", library + "views.py", false, ""),
                        frame("checkout", "shop/cart.py", true, "    pay(cart)"),
                        frame("pay", "shop/bank.py", true, HIT_LINE)));
    }

    private static List<JsonObject> cause() {
        return List.of(frame("parse", "shop/amount.py", true, "    raise ValueError(text)"));
    }

    private static JsonObject crumb(Instant at, String category, String message) {
        return new JsonObject()
                .put("timestamp", at.toString())
                .put("category", category)
                .put("message", message)
                .put("level", "info");
    }
}
