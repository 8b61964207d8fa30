package dev.mesher.cli.load;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.cli.remote.NodeApi;
import io.vertx.core.buffer.Buffer;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** A complete load test, from the first check to the proof. Blocks the command's thread, and prints while it runs. */
public final class LoadTrial {
    private final LoadPlan plan;
    private final LoadReport report;
    private final String runId = UUID.randomUUID().toString().substring(19);

    public LoadTrial(LoadPlan plan, PrintWriter out) {
        this.plan = plan;
        this.report = new LoadReport(plan, out);
    }

    /**
     * Runs the test.
     *
     * @throws CommandFailed when the node cannot be reached, or its stored events cannot be counted
     */
    public LoadResult run() {
        try (ClientVertx client = new ClientVertx()) {
            StoredCount stored =
                    new StoredCount(client.vertx(), new NodeApi(client.vertx(), plan.target()), plan.target(), runId);
            Void unused = stored.checkReadable().await();
            Supplier<Buffer> events = bodies();
            report.heading(runId);
            Tally tally = new Tally();
            Histogram latencies = watch(new LoadRun(client.vertx(), plan, events, tally), tally);
            Counts counts = tally.counts();
            report.measured(counts, latencies);
            Proof proof = proof(stored, counts);
            report.proof(proof);
            return new LoadResult(counts, latencies, plan.duration(), proof);
        }
    }

    private Supplier<Buffer> bodies() {
        if (plan.sentryProject().isPresent()) {
            return new SentryBodies(plan.size(), plan.issues(), runId)::next;
        }
        return new LoadEvents(plan.size(), plan.issues(), runId)::next;
    }

    private Histogram watch(LoadRun run, Tally tally) {
        CompletableFuture<Void> finished = run.start().toCompletionStage().toCompletableFuture();
        Histogram all = tally.takeLatencies();
        long startNanos = System.nanoTime();
        Counts before = tally.counts();
        while (true) {
            boolean over = isOver(finished);
            Histogram interval = tally.takeLatencies();
            all.add(interval);
            if (over) {
                return all;
            }
            Counts now = tally.counts();
            report.progress(System.nanoTime() - startNanos, now, before, interval);
            before = now;
        }
    }

    private static boolean isOver(CompletableFuture<Void> finished) {
        try {
            Void unused = finished.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        } catch (ExecutionException | InterruptedException failed) {
            throw new CommandFailed("the run failed: " + CommandFailed.words(failed));
        }
    }

    private Proof proof(StoredCount stored, Counts counts) {
        try {
            return stored.settled(counts.acknowledged(), counts.unknown(), plan.settle())
                    .await();
        } catch (Exception unreadable) {
            throw new CommandFailed("the stored events cannot be counted at "
                    + plan.target().url() + ": " + CommandFailed.words(unreadable));
        }
    }
}
