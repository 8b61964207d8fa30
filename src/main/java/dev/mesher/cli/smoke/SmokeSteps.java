package dev.mesher.cli.smoke;

import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.RemoteNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The runbook's calls, in its order. A step uses what the previous steps found. */
final class SmokeSteps {
    private static final String MESSAGE = "README smoke event";
    private static final String EVENT = "{\"message\":\"" + MESSAGE + "\",\"level\":\"error\"}";
    private static final Duration STORAGE_WAIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final NodeApi api;
    private final RemoteNode target;

    private long countBefore;
    private String eventId = "";
    private String issueId = "";

    SmokeSteps(Vertx vertx, NodeApi api, RemoteNode target) {
        this.vertx = vertx;
        this.api = api;
        this.target = target;
    }

    /**
     * One check.
     *
     * @param action completes with a text that says what was found; fails with what was wrong
     */
    record Step(String name, Supplier<Future<String>> action) {}

    List<Step> steps() {
        return List.of(
                new Step("settings", this::settings),
                new Step("ingest", this::ingest),
                new Step("event", this::event),
                new Step("issue", this::issue),
                new Step("storage", this::storage));
    }

    private Future<String> settings() {
        return ok(target.projectPath("settings")).compose(settings -> {
            require(settings.containsKey("retention_days"), "retention_days is missing from the settings");
            String found = "retention " + settings.getValue("retention_days") + " days";
            return storedCount().map(count -> {
                countBefore = count;
                return found;
            });
        });
    }

    private Future<String> ingest() {
        return api.ingest(Buffer.buffer(EVENT)).map(answer -> {
            JsonObject receipt = answer.expect(202);
            String status = receipt.getString("status");
            require("accepted".equals(status), "the event was " + status + ", not accepted");
            eventId = text(receipt, "id");
            require(
                    receipt.getString("issue_id") != null,
                    "the event went to the journal, not to PostgreSQL (issue_id is null)");
            issueId = text(receipt, "issue_id");
            return "event " + eventId;
        });
    }

    private Future<String> event() {
        return ok("/api/v1/events/" + eventId).map(answer -> {
            JsonObject event = answer.getJsonObject("event");
            require(event != null && eventId.equals(event.getString("id")), "another event was returned");
            require(
                    Objects.requireNonNull(event).getString("message", "").equals(MESSAGE),
                    "the event was returned with another message");
            return "message \"" + MESSAGE + "\"";
        });
    }

    private Future<String> issue() {
        return ok(target.projectPath("issues?status=unresolved&limit=100")).map(answer -> {
            JsonArray issues = answer.getJsonArray("data", new JsonArray());
            for (int at = 0; at < issues.size(); at++) {
                if (issueId.equals(issues.getJsonObject(at).getString("id"))) {
                    return "issue " + issueId + " is unresolved";
                }
            }
            throw new IllegalStateException("issue " + issueId + " is not in the list of unresolved issues");
        });
    }

    private Future<String> storage() {
        return grownCount(System.nanoTime() + STORAGE_WAIT.toNanos())
                .map(count -> count + " events, " + (count - countBefore) + " more than before");
    }

    private Future<Long> grownCount(long deadlineNanos) {
        return storedCount().compose(count -> {
            if (count > countBefore) {
                return Future.succeededFuture(count);
            }
            require(System.nanoTime() < deadlineNanos, "event_count did not grow: it is still " + count);
            return vertx.timer(200, TimeUnit.MILLISECONDS).compose(tick -> grownCount(deadlineNanos));
        });
    }

    private Future<Long> storedCount() {
        return ok(target.projectPath("storage")).map(storage -> {
            require(storage.getValue("event_count") instanceof Number, "event_count is missing from the storage");
            return storage.getLong("event_count");
        });
    }

    private Future<JsonObject> ok(String path) {
        return api.get(path).map(answer -> answer.expect(200));
    }

    private static String text(JsonObject object, String field) {
        String value = object.getString(field);
        require(value != null && !value.isEmpty(), field + " is missing from the answer");
        return Objects.requireNonNull(value);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
