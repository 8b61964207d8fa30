package dev.mesher.write;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The results of an answer, which are stored with a request's key and sent between nodes as text. A refusal that is read from
 * text is always of the kind {@code MALFORMED}.
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

    /** @throws IllegalArgumentException when {@code text} is damaged */
    static Results parse(String text) {
        try {
            if (!(Json.decodeValue(text) instanceof JsonObject json)
                    || !(json.getValue("results") instanceof JsonArray elements)) {
                throw new IllegalArgumentException("not the results of an answer");
            }
            List<Result> results = new ArrayList<>();
            for (Object element : elements) {
                results.add(result(element));
            }
            return new Results(Boolean.TRUE.equals(json.getValue("bulk")), results);
        } catch (DecodeException damaged) {
            throw new IllegalArgumentException("the results of an answer are damaged", damaged);
        }
    }

    /**
     * Reads a text that has a single result.
     *
     * @throws IllegalArgumentException when {@code text} is damaged, or has another number of results
     */
    static Result parseOne(String text) {
        List<Result> results = parse(text).results;
        if (results.size() != 1) {
            throw new IllegalArgumentException("expected one result, not " + results.size());
        }
        return results.get(0);
    }

    private static Result result(Object element) {
        if (!(element instanceof JsonObject result)) {
            throw new IllegalArgumentException("not a result");
        }
        String error = result.getString("error");
        return error == null ? receipt(result) : Refusal.malformed(error);
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
