package dev.mesher.merge;

import dev.mesher.activity.ActivityKind;
import dev.mesher.activity.ActivityLogStore;
import dev.mesher.event.ActivityAdded;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds a merge or an unmerge to the activity of the issues, in the same transaction. */
final class MergeActivity {
    private MergeActivity() {}

    /**
     * Tells the target which issues were merged into it.
     *
     * @param issues the sources and the target, with {@code id} and {@code title}
     */
    static Future<List<ActivityAdded>> merged(
            SqlClient transaction, @Nullable UUID user, UUID target, Map<UUID, Row> issues) {
        JsonArray sources = new JsonArray();
        issues.forEach((id, issue) -> {
            if (!id.equals(target)) {
                sources.add(reference(id, issue.getString("title")));
            }
        });
        return ActivityLogStore.add(
                transaction,
                user,
                List.of(new ActivityLogStore.Entry(
                        target, ActivityKind.MERGED, new JsonObject().put("issues", sources))));
    }

    /**
     * Tells both issues of each other.
     *
     * @param issue that had the fingerprints, with {@code id} and {@code title}
     * @param opened the issue that has them now
     */
    static Future<List<ActivityAdded>> unmerged(
            SqlClient transaction, @Nullable UUID user, Row issue, UUID opened, Headline headline) {
        UUID former = issue.getUUID("id");
        return ActivityLogStore.add(
                transaction,
                user,
                List.of(
                        new ActivityLogStore.Entry(
                                former,
                                ActivityKind.UNMERGED,
                                new JsonObject().put("into", reference(opened, headline.title()))),
                        new ActivityLogStore.Entry(
                                opened,
                                ActivityKind.UNMERGED,
                                new JsonObject().put("from", reference(former, issue.getString("title"))))));
    }

    private static JsonObject reference(UUID issue, String title) {
        return new JsonObject().put("id", issue.toString()).put("title", title);
    }
}
