package dev.mesher.write;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The results of a request's answer as the text that is kept with its key. */
record KeyedResults(boolean bulk, List<Object> results) {
    private static final String STATUS = "status";

    String text() {
        JsonArray array = new JsonArray();
        for (Object result : results) {
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

    static KeyedResults parse(String text) {
        JsonObject json = new JsonObject(text);
        List<Object> results = new ArrayList<>();
        for (Object element : json.getJsonArray("results")) {
            JsonObject result = (JsonObject) element;
            String error = result.getString("error");
            results.add(error == null ? receipt(result) : Refusal.malformed(error));
        }
        return new KeyedResults(json.getBoolean("bulk", false), results);
    }

    private static Receipt receipt(JsonObject result) {
        String status = result.getString(STATUS);
        for (Receipt.Status known : Receipt.Status.values()) {
            if (known.wireName().equals(status)) {
                return new Receipt(known, id(result.getString("id")), id(result.getString("issue_id")));
            }
        }
        throw new IllegalStateException("an unknown status: " + status);
    }

    private static @Nullable UUID id(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }
}
