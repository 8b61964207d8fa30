package dev.mesher.api.project;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A project's settings, its storage, and counts of its events by tag. */
public final class ProjectRoutes implements ApiRoutes {
    public static final int MIN_RETENTION_DAYS = 1;
    public static final int MAX_RETENTION_DAYS = 3650;

    private final ProjectStore projects;
    private final TagStore tags;
    private final ItemStore items;

    public ProjectRoutes(ProjectStore projects, TagStore tags, ItemStore items) {
        this.projects = projects;
        this.tags = tags;
        this.items = items;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/settings", Needs.MEMBER, this::settings);
        to.post(PROJECT + "/settings", Needs.ADMIN, this::change);
        to.get(PROJECT + "/storage", Needs.MEMBER, this::storage);
        to.get(PROJECT + "/events/count", Needs.MEMBER, this::count);
        to.get(PROJECT + "/events/tags", Needs.MEMBER, this::countedTags);
        to.get(PROJECT + "/items", Needs.MEMBER, this::items);
    }

    Future<JsonObject> settings(ApiCall call) {
        return projects.settings(call.project());
    }

    /** Changes settings. The answer is {@code "status":"ok"} with all settings after the change. */
    Future<JsonObject> change(ApiCall call) {
        Integer retentionDays = retentionDays(call.body());
        Double sampleRate = sampleRate(call.body());
        if (retentionDays == null && sampleRate == null) {
            throw Refusal.malformed("retention_days or sample_rate is missing");
        }
        return projects.change(call.project(), retentionDays, sampleRate)
                .map(settings -> Replies.ok().mergeIn(settings));
    }

    Future<JsonObject> storage(ApiCall call) {
        return projects.storage(call.project());
    }

    Future<JsonArray> items(ApiCall call) {
        return items.counts(call.project());
    }

    Future<JsonObject> count(ApiCall call) {
        Parameters query = call.query();
        return count(call, query.required("key"), query.required("value"));
    }

    /** The counts, with the tag that was counted. */
    Future<JsonObject> countedTags(ApiCall call) {
        Parameters query = call.query();
        String key = query.required("key");
        String value = query.required("value");
        return count(call, key, value).map(counts -> counts.put("tags", new JsonObject().put(key, value)));
    }

    private Future<JsonObject> count(ApiCall call, String key, String value) {
        if (key.isEmpty()) {
            throw Refusal.malformed("key is empty");
        }
        return tags.count(call.project(), key, value);
    }

    private static @Nullable Integer retentionDays(JsonObject body) {
        if (!body.containsKey("retention_days")) {
            return null;
        }
        if (body.getValue("retention_days") instanceof Integer days
                && days >= MIN_RETENTION_DAYS
                && days <= MAX_RETENTION_DAYS) {
            return days;
        }
        throw Refusal.malformed(
                "retention_days must be a whole number from " + MIN_RETENTION_DAYS + " to " + MAX_RETENTION_DAYS);
    }

    private static @Nullable Double sampleRate(JsonObject body) {
        if (!body.containsKey("sample_rate")) {
            return null;
        }
        if (body.getValue("sample_rate") instanceof Number rate
                && rate.doubleValue() >= 0.0
                && rate.doubleValue() <= 1.0) {
            return rate.doubleValue();
        }
        throw Refusal.malformed("sample_rate must be a number from 0.0 to 1.0");
    }
}
