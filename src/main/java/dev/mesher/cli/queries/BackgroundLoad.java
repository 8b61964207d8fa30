package dev.mesher.cli.queries;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.load.LoadPlan;
import dev.mesher.cli.load.LoadResult;
import dev.mesher.cli.load.LoadTrial;
import dev.mesher.cli.load.PayloadSize;
import dev.mesher.cli.remote.Target;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A load test that goes on while something else is measured. What it prints is kept until its end. */
final class BackgroundLoad {
    private static final int CONNECTIONS = 64;
    private static final int ISSUES = 2_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StringWriter said = new StringWriter();
    private final CompletableFuture<LoadResult> loaded;

    private BackgroundLoad(LoadPlan plan) {
        this.loaded = CompletableFuture.supplyAsync(() -> new LoadTrial(plan, new PrintWriter(said, true)).run());
    }

    /** Starts one and waits until it is warm: a cold load and a cold node would be measured as a slow query. */
    static BackgroundLoad start(Target target, int perSecond, Duration measured) {
        BackgroundLoad load = new BackgroundLoad(new LoadPlan(
                target,
                CONNECTIONS,
                measured.plusSeconds(WARM_UP_SECONDS),
                OptionalDouble.of(perSecond),
                PayloadSize.TYPICAL,
                ISSUES,
                PATIENCE,
                PATIENCE));
        load.awaitWarmUp();
        return load;
    }

    /** What it came to, when it is over. */
    LoadResult end() {
        return loaded.join();
    }

    /** Everything that it printed so far. */
    String said() {
        return said.toString();
    }

    private void awaitWarmUp() {
        try {
            LoadResult early = loaded.get(WARM_UP_SECONDS, TimeUnit.SECONDS);
            throw new CommandFailed("the load ended early: " + early.failure());
        } catch (TimeoutException asMeant) {
            // The load goes on.
        } catch (InterruptedException | ExecutionException failed) {
            throw new CommandFailed("the load broke off: " + CommandFailed.words(failed));
        }
    }
}
