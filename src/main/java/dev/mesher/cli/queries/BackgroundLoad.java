package dev.mesher.cli.queries;

import dev.mesher.cli.load.LoadPlan;
import dev.mesher.cli.load.LoadResult;
import dev.mesher.cli.load.LoadTrial;
import dev.mesher.cli.load.PayloadSize;
import dev.mesher.cli.remote.RemoteNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/** A load test that runs while something else is measured. Its output is kept until its end. */
final class BackgroundLoad {
    private static final int CONNECTIONS = 64;
    private static final int ISSUES = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StringWriter said = new StringWriter();
    private final CompletableFuture<LoadResult> loaded;

    private BackgroundLoad(LoadPlan plan) {
        this.loaded = CompletableFuture.supplyAsync(() -> new LoadTrial(plan, new PrintWriter(said, true)).run());
    }

    /**
     * Starts a load. First it blocks for a warm-up run of the load and the node, since code that is not compiled yet
     * would distort the measured queries.
     */
    static BackgroundLoad start(RemoteNode target, int perSecond, Duration warmUp, Duration measured) {
        LoadPlan plan = new LoadPlan(
                target,
                CONNECTIONS,
                measured,
                OptionalDouble.of(perSecond),
                PayloadSize.TYPICAL,
                ISSUES,
                PATIENCE,
                PATIENCE);
        LoadResult unused = new LoadTrial(plan.lasting(warmUp), new PrintWriter(Writer.nullWriter())).run();
        return new BackgroundLoad(plan);
    }

    /** Waits for its end, and returns the result. */
    LoadResult end() {
        return loaded.join();
    }

    /** Everything that it has printed so far. */
    String said() {
        return said.toString();
    }
}
