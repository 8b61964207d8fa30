package dev.mesher.api.operate;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import dev.mesher.journal.Journal;
import dev.mesher.journal.JournalLevel;
import dev.mesher.journal.RefusedEntry;
import dev.mesher.text.FullPattern;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The entries of this node's journal that PostgreSQL refused. */
public final class JournalRoutes implements ApiRoutes {
    private static final FullPattern NUMBER = FullPattern.of("\\d{1,18}+", 18);
    private static final int MAX_NUMBERS = 100;

    private final Journal journal;

    public JournalRoutes(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/journal", Needs.OPERATOR, this::refused);
        to.post("/api/v1/journal/retry", Needs.OPERATOR, this::retry);
    }

    /** The refused entries, oldest first. */
    Future<JsonObject> refused(ApiCall call) {
        int limit = call.query().limit();
        long after = call.query()
                .text("cursor")
                .map(text -> {
                    if (!NUMBER.matches(text)) {
                        throw Refusal.malformed("cursor must be a number");
                    }
                    return Long.parseLong(text);
                })
                .orElse(0L);
        return journal.refused(after, limit + 1).map(found -> page(found, limit));
    }

    /** Queues the entries with those numbers again. Other numbers are ignored. */
    Future<JsonObject> retry(ApiCall call) {
        return journal.retry(numbers(call.body())).map(retried -> new JsonObject().put("retried", retried));
    }

    private JsonObject page(List<RefusedEntry> found, int limit) {
        List<RefusedEntry> shown = found.subList(0, Math.min(found.size(), limit));
        JsonArray data = new JsonArray();
        shown.forEach(entry -> data.add(json(entry)));
        JournalLevel level = journal.level();
        JsonObject page = new JsonObject()
                .put("waiting_bytes", level.waiting())
                .put("refused_bytes", level.refused())
                .put("max_bytes", level.max())
                .put("data", data)
                .put("has_more", found.size() > limit);
        return found.size() > limit
                ? page.put("next_cursor", Long.toString(shown.get(limit - 1).number()))
                : page;
    }

    private static JsonObject json(RefusedEntry entry) {
        return new JsonObject()
                .put("number", entry.number())
                .put("kind", entry.kind())
                .put("arrived_at", Times.text(entry.arrivedAt().atOffset(ZoneOffset.UTC)))
                .put("reason", entry.reason())
                .put("size", entry.size())
                .put("head", entry.head());
    }

    private static List<Long> numbers(JsonObject body) {
        if (!(body.getValue("numbers") instanceof JsonArray given) || given.size() > MAX_NUMBERS) {
            throw notNumbers();
        }
        List<Long> numbers = new ArrayList<>();
        for (Object each : given) {
            if (!(each instanceof Integer) && !(each instanceof Long)) {
                throw notNumbers();
            }
            numbers.add(((Number) each).longValue());
        }
        return numbers;
    }

    private static Refusal notNumbers() {
        return Refusal.malformed("numbers must be a list of at most " + MAX_NUMBERS + " whole numbers");
    }
}
