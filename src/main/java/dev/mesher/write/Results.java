package dev.mesher.write;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The results of an answer in JSON. This form is stored with a request's key and sent between nodes. Its refusals are
 * all of the kind {@code MALFORMED}.
 */
record Results(boolean bulk, List<Result> results) {
    private static final String STATUS = "status";

    String text() {
        JsonArray array = new JsonArray();
        for (Result result : results) {
            if (result instanceof Receipt receipt) {
                array.add(new JsonObject()
                        .put(STATUS, receipt.status().wireName())
                        .put("id", Objects.toString(receipt.id(), null))
                        .put("issue_id", Objects.toString(receipt.issueId(), null)));
            } else if (result instanceof Refusal refusal) {
                array.add(new JsonObject().put("error", refusal.getMessage()));
            }
        }
        return new JsonObject().put("bulk", bulk).put("results", array).encode();
    }

    static Results parse(String text) {
        JsonObject json = new JsonObject(text);
        List<Result> results = new ArrayList<>();
        for (Object element : json.getJsonArray("results")) {
            JsonObject result = (JsonObject) element;
            String error = result.getString("error");
            results.add(error == null ? receipt(result) : Refusal.malformed(error));
        }
        return new Results(json.getBoolean("bulk", false), results);
    }

    private static Receipt receipt(JsonObject result) {
        return new Receipt(
                Receipt.Status.of(result.getString(STATUS)),
                id(result.getString("id")),
                id(result.getString("issue_id")));
    }

    private static @Nullable UUID id(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }
}
