package dev.mesher.ingest;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** The JSON of the ingest's responses. */
final class IngestAnswers {
    private IngestAnswers() {}

    static JsonObject receipt(Receipt receipt) {
        JsonObject json = new JsonObject().put("status", receipt.status().wireName());
        if (receipt.status() == Receipt.Status.ACCEPTED) {
            json.put("id", Objects.toString(receipt.id(), null))
                    .put("issue_id", Objects.toString(receipt.issueId(), null));
        }
        return json;
    }

    /** The same JSON as {@link #receipt}, written directly, since this response is sent most often. */
    static Buffer encoded(Receipt receipt) {
        if (receipt.status() != Receipt.Status.ACCEPTED) {
            return receipt(receipt).toBuffer();
        }
        String issue =
                receipt.issueId() == null ? "null" : '"' + receipt.issueId().toString() + '"';
        return Buffer.buffer("{\"status\":\"accepted\",\"id\":\"" + receipt.id() + "\",\"issue_id\":" + issue + '}');
    }

    static JsonObject bulk(List<Result> results) {
        JsonArray array = new JsonArray();
        int accepted = 0;
        for (Result result : results) {
            if (result instanceof Receipt receipt) {
                accepted += receipt.status() == Receipt.Status.ACCEPTED ? 1 : 0;
                array.add(receipt(receipt));
            } else if (result instanceof Refusal refusal) {
                array.add(new JsonObject().put("status", "refused").put("error", refusal.getMessage()));
            }
        }
        return new JsonObject()
                .put("status", "accepted")
                .put("accepted", accepted)
                .put("results", array);
    }
}
