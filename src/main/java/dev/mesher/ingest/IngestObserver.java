package dev.mesher.ingest;

import dev.mesher.continuity.Records;
import dev.mesher.diagnostics.RecentRefusals;
import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts and records the results of requests. All protocols of the ingest use it.
 *
 * @param refusals counts by project what is not kept
 */
public record IngestObserver(IngestMeters meters, Records records, RecentRefusals refusals) {
    private static final String FAULT = "fault";
    private static final String NO_ROOM = "no_room";

    /**
     * Serves an HTTP request and measures the time from its head to its response. A malformed request key is refused
     * before the work begins.
     *
     * @param work handles and answers the request
     * @param refuse answers a request that failed
     */
    void serve(RoutingContext ctx, Function<Attempt, Future<Void>> work, BiConsumer<RoutingContext, Throwable> refuse) {
        long started = System.nanoTime();
        RequestKey key = RequestKey.of(ctx);
        Future<Void> unused = Future.succeededFuture(key)
                .compose(sent -> work.apply(sent.checked()))
                .onFailure(cause -> {
                    refused(key.attempt(), cause);
                    refuse.accept(ctx, cause);
                })
                .onComplete(done -> meters.answered(started));
    }

    /** Runs {@code work} for a project's request. When the request is refused as a whole, counts that for the project. */
    <T> Future<T> ofProject(Project project, Supplier<Future<T>> work) {
        try {
            return work.get().onFailure(cause -> refused(project, cause));
        } catch (RuntimeException | StackOverflowError cause) {
            refused(project, cause);
            throw cause;
        }
    }

    private void refused(Project project, Throwable cause) {
        refusals.add(project.id(), reason(cause), RequestKey.words(cause));
    }

    /** Counts the results, one for each event. */
    void results(Project project, List<Result> results) {
        for (Result result : results) {
            if (result instanceof Receipt receipt) {
                meters.taken(receipt);
                if (receipt.status() != Receipt.Status.ACCEPTED) {
                    refusals.add(project.id(), receipt.status().wireName(), null);
                }
            } else if (result instanceof Refusal refusal) {
                meters.refused(refusal);
                refusals.add(project.id(), reason(refusal), refusal.getMessage());
            }
        }
    }

    private static String reason(Throwable cause) {
        if (!(cause instanceof Refusal refusal)) {
            return FAULT;
        }
        return refusal.isNoRoom() ? NO_ROOM : refusal.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Counts and records a request that was refused as a whole or has failed. */
    void refused(Attempt attempt, Throwable cause) {
        meters.refused(cause);
        records.refused(attempt, RequestKey.words(cause));
    }
}
