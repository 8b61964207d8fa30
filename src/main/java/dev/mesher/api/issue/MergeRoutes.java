package dev.mesher.api.issue;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.event.IssueFollowers;
import dev.mesher.event.Refusal;
import dev.mesher.merge.Merging;
import dev.mesher.merge.Regrouping;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Merging and unmerging issues, and the preview of a regrouping. */
public final class MergeRoutes implements ApiRoutes {
    private static final int MOST_ISSUES = 50;
    private static final int MOST_FINGERPRINTS = 100;

    private final Merging merging;
    private final Regrouping regrouping;
    private final IssueFollowers followers;

    public MergeRoutes(Merging merging, Regrouping regrouping, IssueFollowers followers) {
        this.merging = merging;
        this.regrouping = regrouping;
        this.followers = followers;
    }

    @Override
    public void addTo(Endpoints to) {
        to.post(ISSUE + "/merge", Needs.MEMBER, this::merge);
        to.post(ISSUE + "/unmerge", Needs.MEMBER, this::unmerge);
        to.post(PROJECT + "/regroup", Needs.MEMBER, this::regroup);
    }

    Future<JsonObject> merge(ApiCall call) {
        List<UUID> sources = new ArrayList<>();
        for (String text : texts(call.body(), "issue_ids", MOST_ISSUES)) {
            UUID id = Parameters.uuid("issue_ids", text);
            if (id.equals(call.id())) {
                throw Refusal.malformed("issue_ids: an issue cannot be merged into itself");
            }
            if (!sources.contains(id)) {
                sources.add(id);
            }
        }
        return merging.merge(call.project(), call.id(), sources, call.caller().user())
                .map(result -> {
                    sources.forEach(id -> followers.changed(new IssueChanged(call.project(), id, IssueAction.MERGED)));
                    result.activities().forEach(followers::added);
                    return answer(result);
                });
    }

    Future<JsonObject> unmerge(ApiCall call) {
        Set<String> fingerprints = texts(call.body(), "fingerprints", MOST_FINGERPRINTS);
        return merging.unmerge(
                        call.project(),
                        call.id(),
                        List.copyOf(fingerprints),
                        call.caller().user())
                .map(result -> {
                    followers.changed(new IssueChanged(call.project(), result.issue(), IssueAction.UNMERGED));
                    result.activities().forEach(followers::added);
                    return answer(result);
                });
    }

    /** Shows a preview only. Somebody then merges the issues by hand. */
    Future<JsonObject> regroup(ApiCall call) {
        if (!Boolean.TRUE.equals(call.body().getValue("dry_run"))) {
            throw Refusal.malformed(
                    "dry_run must be true: issues are merged and taken apart one by one, with merge and unmerge");
        }
        return regrouping.preview(call.project()).map(MergeRoutes::answer);
    }

    private static JsonObject answer(Merging.Result result) {
        return Replies.ok()
                .put("issue_id", result.issue().toString())
                .put("fingerprints", new JsonArray(result.fingerprints()))
                .put("events_follow", result.following());
    }

    private static JsonObject answer(Regrouping.Preview preview) {
        JsonArray merges = new JsonArray();
        preview.merges()
                .forEach(merge -> merges.add(new JsonObject()
                        .put("fingerprint", merge.fingerprint())
                        .put("title", merge.title())
                        .put(
                                "issue_ids",
                                new JsonArray(merge.issues().stream()
                                        .map(UUID::toString)
                                        .toList()))));
        JsonArray splits = new JsonArray();
        preview.splits().forEach(split -> {
            JsonArray groups = new JsonArray();
            split.groups()
                    .forEach(group -> groups.add(new JsonObject()
                            .put("fingerprint", group.fingerprint())
                            .put("title", group.title())
                            .put("events", group.events())));
            splits.add(
                    new JsonObject().put("issue_id", split.issue().toString()).put("groups", groups));
        });
        return new JsonObject()
                .put("dry_run", true)
                .put("algorithm", preview.algorithm())
                .put("issues", preview.issues())
                .put("complete", preview.complete())
                .put("events_per_issue", Regrouping.EVENTS)
                .put("events", preview.events())
                .put("unreadable", preview.unreadable())
                .put("merges", merges)
                .put("splits", splits);
    }

    /** A list of texts without duplicates, in the given order. */
    private static Set<String> texts(JsonObject body, String name, int most) {
        if (!(body.getValue(name) instanceof JsonArray array) || array.isEmpty() || array.size() > most) {
            throw Refusal.malformed(name + " must be a list of 1 to " + most);
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object each : array) {
            if (!(each instanceof String text)) {
                throw Refusal.malformed(name + " must hold text alone");
            }
            boolean unused = texts.add(Parameters.checked(name, text));
        }
        return texts;
    }
}
