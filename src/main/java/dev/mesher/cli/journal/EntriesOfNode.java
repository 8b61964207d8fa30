package dev.mesher.cli.journal;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.RemoteNode;
import dev.mesher.journal.RefusedEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The refused entries of a running node's journal. */
final class EntriesOfNode implements RefusedEntries {
    private static final String ROUTE = "/api/v1/journal";
    private static final long DRAIN_NANOS = 30_000_000_000L;
    private static final long LOOK_MILLIS = 250;

    private final ClientVertx client = new ClientVertx();
    private final NodeApi api;
    private final String whenUnreachable;

    /**
     * @param whenUnreachable the error message when no node answers
     */
    EntriesOfNode(RemoteNode target, String whenUnreachable) {
        this.api = new NodeApi(client.vertx(), target);
        this.whenUnreachable = whenUnreachable;
    }

    @Override
    public List<RefusedEntry> after(long number) {
        JsonArray data = page(PAGE, number).getJsonArray("data");
        return data.stream()
                .map(JsonObject.class::cast)
                .map(entry -> new RefusedEntry(
                        entry.getLong("number"),
                        entry.getString("kind"),
                        Instant.parse(entry.getString("arrived_at")),
                        entry.getString("reason"),
                        entry.getLong("size"),
                        entry.getString("head")))
                .toList();
    }

    @Override
    public int retry(List<Long> numbers) {
        return expect(api.post(ROUTE + "/retry", new JsonObject().put("numbers", new JsonArray(numbers))))
                .getInteger("retried");
    }

    @Override
    public boolean drained() {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        while (page(1, 0).getLong("waiting_bytes") > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Void unused =
                    client.vertx().timer(LOOK_MILLIS, TimeUnit.MILLISECONDS).await();
        }
        return true;
    }

    @Override
    public void close() {
        client.close();
    }

    private JsonObject page(int limit, long after) {
        return expect(api.get(ROUTE + "?limit=" + limit + "&cursor=" + after));
    }

    private JsonObject expect(Future<NodeApi.Answer> asked) {
        NodeApi.Answer answer;
        try {
            answer = asked.await();
        } catch (Exception unreachable) {
            throw new CommandFailed(whenUnreachable + ": " + CommandFailed.words(unreachable));
        }
        try {
            return answer.expect(200);
        } catch (IllegalStateException refused) {
            throw new CommandFailed("the node " + CommandFailed.words(refused));
        }
    }
}
