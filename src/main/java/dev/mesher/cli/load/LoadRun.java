package dev.mesher.cli.load;

import dev.mesher.cli.remote.NodeUrl;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends the events of one run, on connections of its own and outside any pool. Runs on one event loop. */
final class LoadRun {
    /** How late a scheduled request may be sent. Without a schedule, the answers trigger the next requests. */
    private static final long OPEN_LOOP_TICK_MILLIS = 1;

    private static final long CLOSED_LOOP_TICK_MILLIS = 20;
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Vertx vertx;
    private final Context context;
    private final LoadPlan plan;
    private final Supplier<Buffer> events;
    private final Tally tally;
    private final NetClient client;
    private final LoadRequest request;
    private final Ticker ticker = new Ticker();
    private final Promise<Void> finished = Promise.promise();
    private final List<LoadConnection> connections = new ArrayList<>();
    private final ArrayDeque<LoadConnection> free = new ArrayDeque<>();
    private @Nullable Pacing pacing;
    private long unresolved;
    private long inFlight;
    private long endNanos;
    private long lastSweepNanos;
    private boolean over;

    LoadRun(Vertx vertx, LoadPlan plan, Supplier<Buffer> events, Tally tally) {
        NodeUrl url = plan.target().url();
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.plan = plan;
        this.events = events;
        this.tally = tally;
        this.unresolved = plan.connections();
        this.request = new LoadRequest(plan);
        this.client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(5_000)
                .setSsl(url.ssl())
                .setHostnameVerificationAlgorithm(url.ssl() ? "HTTPS" : ""));
    }

    /**
     * Opens the connections, sends for the plan's duration, then waits for the last answers, at most for the plan's
     * timeout.
     */
    Future<Void> start() {
        context.runOnContext(go -> {
            for (int i = 0; i < plan.connections(); i++) {
                LoadConnection connection = new LoadConnection(this);
                connections.add(connection);
                connection.connect();
            }
        });
        return finished.future();
    }

    Future<NetSocketInternal> connect() {
        NodeUrl url = plan.target().url();
        return client.connect(url.port(), url.host()).map(NetSocketInternal.class::cast);
    }

    void opened(LoadConnection connection) {
        free(connection);
        resolved();
    }

    void connectFailed() {
        tally.connectFailed();
        resolved();
    }

    /** The clock starts when every connection is open or has failed, so the time for opening them is not measured. */
    private void resolved() {
        if (--unresolved == 0) {
            long start = System.nanoTime();
            long duration = plan.duration().toNanos();
            endNanos = start + duration;
            pacing = plan.rate().isPresent()
                    ? new Pacing.OpenLoop(start, duration, plan.rate().getAsDouble())
                    : new Pacing.ClosedLoop(endNanos);
            ticker.start(
                    context, plan.rate().isPresent() ? OPEN_LOOP_TICK_MILLIS : CLOSED_LOOP_TICK_MILLIS, this::tick);
            sendDue();
        }
    }

    void free(LoadConnection connection) {
        free.add(connection);
        sendDue();
    }

    void answered(int status, AnswerKind outcome, long intendedNanos) {
        long now = System.nanoTime();
        inFlight--;
        tally.answered(status, outcome, now - intendedNanos, now - endNanos <= 0);
    }

    void unanswered(AnswerKind outcome) {
        inFlight--;
        tally.unanswered(outcome);
    }

    void later(long millis, Runnable action) {
        if (!over) {
            long unused = vertx.setTimer(millis, timer -> {
                if (!over) {
                    action.run();
                }
            });
        }
    }

    private void sendDue() {
        if (pacing == null || over) {
            return;
        }
        for (LoadConnection next = free.poll(); next != null; next = free.poll()) {
            if (next.isUsable()) {
                long intended = pacing.take(System.nanoTime());
                if (intended == Pacing.NOT_NOW) {
                    free.addFirst(next);
                    return;
                }
                Buffer event = events.get();
                inFlight++;
                tally.sent(event.length());
                next.send(request.with(event), intended);
            }
        }
    }

    private void tick() {
        Pacing schedule = pacing;
        if (schedule == null || over) {
            return;
        }
        sendDue();
        long now = System.nanoTime();
        boolean late = now - endNanos > plan.timeout().toNanos();
        if (now - lastSweepNanos > SWEEP_NANOS || late) {
            lastSweepNanos = now;
            long oldest = late ? now : now - plan.timeout().toNanos();
            connections.forEach(connection -> connection.giveUpBefore(oldest));
        }
        if (inFlight == 0 && (late || schedule.exhausted(now))) {
            tally.unanswered(AnswerKind.NOT_SENT, schedule.waiting(now));
            over = true;
            ticker.stop();
            client.close().onComplete(closed -> finished.tryComplete());
        }
    }
}
