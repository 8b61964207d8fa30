package dev.mesher.api.change;

import dev.mesher.api.alert.AlertListStore;
import dev.mesher.api.issue.IssueRows;
import dev.mesher.change.ChangeCursor;
import dev.mesher.change.ChangeStore;
import dev.mesher.change.ChangeStore.Change;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** The changes of a project, in the form in which clients get them. */
final class Changes {
    /** Most issues, most gone issues, and most alerts of one answer. */
    static final int MOST = 500;

    private final ChangeStore changes;
    private final IssueRows issues;
    private final AlertListStore alerts;

    Changes(ChangeStore changes, IssueRows issues, AlertListStore alerts) {
        this.changes = changes;
        this.issues = issues;
        this.alerts = alerts;
    }

    /** The cursor of the present state. */
    Future<JsonObject> present() {
        return changes.now().map(now -> new JsonObject().put("cursor", now.text()));
    }

    /** The cursor is read before the changes: so none is missed between this answer and the next one. */
    Future<JsonObject> since(UUID project, ChangeCursor since) {
        return changes.now()
                .compose(now -> since.reaches(now)
                        ? found(project, since, now)
                        : Future.succeededFuture(
                                answer(now, false, new JsonArray(), new JsonArray(), new JsonArray())));
    }

    private Future<JsonObject> found(UUID project, ChangeCursor since, ChangeCursor now) {
        Future<List<Change>> changed = changes.issues(project, since, MOST + 1);
        Future<List<Change>> gone = changes.gone(project, since, MOST + 1);
        Future<List<Change>> alerted = changes.alerts(project, since, MOST + 1);
        return Future.all(changed, gone, alerted).compose(read -> {
            Future<List<JsonObject>> rows = issues.byIds(project, ids(changed.result()));
            Future<List<JsonObject>> items = alerts.byIds(project, ids(alerted.result()));
            return Future.all(rows, items)
                    .map(all -> answer(
                            now,
                            whole(changed) && whole(gone) && whole(alerted),
                            new JsonArray(rows.result()),
                            new JsonArray(ids(gone.result()).stream()
                                    .map(UUID::toString)
                                    .toList()),
                            new JsonArray(items.result())));
        });
    }

    private static boolean whole(Future<List<Change>> changes) {
        return changes.result().size() <= MOST;
    }

    private static List<UUID> ids(List<Change> changes) {
        return changes.stream().limit(MOST).map(Change::id).toList();
    }

    private static JsonObject answer(
            ChangeCursor now, boolean complete, JsonArray issues, JsonArray gone, JsonArray alerts) {
        return new JsonObject()
                .put("cursor", now.text())
                .put("complete", complete)
                .put("issues", issues)
                .put("gone", gone)
                .put("alerts", alerts);
    }
}
