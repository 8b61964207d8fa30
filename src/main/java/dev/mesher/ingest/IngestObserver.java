package dev.mesher.ingest;

import dev.mesher.continuity.Records;
import dev.mesher.event.Attempt;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Counts and records the results of requests. All protocols of the ingest use it. */
public record IngestObserver(IngestMeters meters, Records records) {

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

    /** Counts the results, one for each event. */
    void results(List<Result> results) {
        for (Result result : results) {
            if (result instanceof Receipt receipt) {
                meters.taken(receipt);
            } else if (result instanceof Refusal refusal) {
                meters.refused(refusal);
            }
        }
    }

    /** Counts and records a request that was refused as a whole or has failed. */
    void refused(Attempt attempt, Throwable cause) {
        meters.refused(cause);
        records.refused(attempt, RequestKey.words(cause));
    }
}
