package dev.mesher.continuity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the newest requests of many batches. It makes no object for a request that will not be shown. */
final class RecordList {
    private final int limit;
    private final List<BatchRecord> batches = new ArrayList<>();
    private long total;

    RecordList(int limit) {
        this.limit = limit;
    }

    void add(BatchRecord batch) {
        batches.add(batch);
        total += batch.size();
    }

    JsonObject json() {
        batches.sort(Comparator.comparingLong(BatchRecord::startedMillis));
        List<JsonObject> newest = new ArrayList<>();
        for (int i = batches.size() - 1; i >= 0 && newest.size() < limit; i--) {
            BatchRecord batch = batches.get(i);
            for (int request = batch.size() - 1; request >= 0 && newest.size() < limit; request--) {
                newest.add(batch.json(request));
            }
        }
        JsonArray records = new JsonArray();
        for (int i = newest.size() - 1; i >= 0; i--) {
            records.add(newest.get(i));
        }
        return new JsonObject()
                .put("total_records", total)
                .put("truncated", newest.size() < total)
                .put("records", records);
    }
}
