package dev.mesher.cli.load;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.RemoteNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts a run's stored events exactly, through the API. */
final class StoredCount {
    private static final long POLL_MS = 250;

    private final Vertx vertx;
    private final NodeApi api;
    private final RemoteNode target;
    private final String path;

    StoredCount(Vertx vertx, NodeApi api, RemoteNode target, String runId) {
        this.vertx = vertx;
        this.api = api;
        this.target = target;
        this.path = target.projectPath("events/count?key=load_run&value=" + runId);
    }

    /** Fails, with a message for the user, when the node does not answer or does not let the count be read. */
    Future<Void> checkReadable() {
        return api.get(path)
                .recover(away -> Future.failedFuture(
                        new CommandFailed("cannot reach " + target.url() + ": " + CommandFailed.words(away))))
                .map(this::checkReadable);
    }

    private Void checkReadable(NodeApi.Answer answer) {
        switch (answer.status()) {
            case 200 -> {}
            case 401, 403 ->
                throw new CommandFailed(
                        target.url() + " does not let the stored events be counted: give an API token with --token");
            case 404 ->
                throw new CommandFailed(target.url() + " knows no project \"" + target.project()
                        + "\", or has no count of events: give the key's project with --project");
            default ->
                throw new CommandFailed(target.url() + " cannot count stored events: it answered " + answer.status());
        }
        return null;
    }

    /** Counts until all acknowledged events are stored, or {@code settle} is over. The last count is used. */
    Future<Proof> settled(long acknowledged, long unknown, Duration settle) {
        return settled(acknowledged, unknown, System.nanoTime() + settle.toNanos());
    }

    private Future<Proof> settled(long acknowledged, long unknown, long deadlineNanos) {
        return api.get(path)
                .map(answer -> proof(answer.expect(200), acknowledged, unknown))
                .transform((proof, failure) -> {
                    boolean there = proof != null && proof.missing() == 0;
                    if (there || System.nanoTime() - deadlineNanos > 0) {
                        return failure == null ? Future.succeededFuture(proof) : Future.failedFuture(failure);
                    }
                    return vertx.timer(POLL_MS, TimeUnit.MILLISECONDS)
                            .compose(again -> settled(acknowledged, unknown, deadlineNanos));
                });
    }

    private static Proof proof(JsonObject count, long acknowledged, long unknown) {
        return new Proof(acknowledged, unknown, count.getLong("count"), count.getLong("distinct_event_ids"));
    }
}
