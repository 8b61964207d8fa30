package dev.mesher.ingest;

import dev.mesher.event.Attempt;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import dev.mesher.event.Slot;
import dev.mesher.group.Groups;
import dev.mesher.limit.RateLimits;
import dev.mesher.write.EventRow;
import dev.mesher.write.Writes;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the events of every request through the stages, one after the other. Its answer is final. */
final class IngestChain {
    private static final Logger LOG = LoggerFactory.getLogger(IngestChain.class);

    private final Decoding decoding;
    private final KeyedRequests keyed;
    private final RateLimits rateLimits;
    private final Groups groups;
    private final Writes writes;

    IngestChain(Decoding decoding, KeyedRequests keyed, RateLimits rateLimits, Groups groups, Writes writes) {
        this.decoding = decoding;
        this.keyed = keyed;
        this.rateLimits = rateLimits;
        this.groups = groups;
        this.writes = writes;
    }

    /** Takes a request in Mesher's own format through all stages. */
    Future<IngestAnswer> take(NativeBody body, NativeForm form) {
        return decode(body, form).compose(this::take);
    }

    /**
     * Takes a request whose events are decoded already through the other stages. When there is no room, grouping and writing
     * are tried again as the request's {@link Patience} says; the charge and the sampling are not repeated.
     */
    Future<IngestAnswer> take(IngestRequest<Event> request) {
        return keyed.answeredBefore(request).compose(before -> before.map(Future::succeededFuture)
                .orElseGet(() -> admit(request).map(IngestChain::sample).compose(kept -> kept.patience()
                        .with(() -> groupAndCompress(kept).compose(this::write)))));
    }

    /**
     * Runs {@code work} for a request that has no events to store, unless an earlier request had the same client's key.
     *
     * @param request without events
     * @param again the answer when there was an earlier request
     */
    <T> Future<T> once(IngestRequest<EventRow> request, T again, Supplier<Future<T>> work) {
        return keyed.answeredBefore(request)
                .compose(before -> before.isPresent()
                        ? Future.succeededFuture(again)
                        : work.get().compose(done -> write(request).map(answer -> answer.again() ? again : done)));
    }

    private Future<IngestRequest<Event>> decode(NativeBody body, NativeForm form) {
        return decoding.run(
                body.bytes(),
                body.encoding(),
                form.maxBytes(),
                body.lease(),
                json -> new IngestRequest<>(
                        body.project(), body.attempt().of(json), form.bulk(), form.decode(json), Patience.NONE, null));
    }

    /** Charges each decoded event to the project's rate-limit window. */
    private Future<IngestRequest<Event>> admit(IngestRequest<Event> request) {
        int events = Slot.eventsToStore(request.slots()).size();
        return events == 0
                ? Future.succeededFuture(request)
                : rateLimits
                        .take(request.project().id(), events)
                        .map(grant -> request.admitted(grant.granted(), grant.window()));
    }

    private static IngestRequest<Event> sample(IngestRequest<Event> request) {
        Function<Event, Slot<Event>> sampled =
                event -> Sampling.keeps(request.project(), event) ? Slot.toStore(event) : Slot.done(Receipt.sampled());
        return request.with(
                request.slots().stream().map(slot -> slot.then(sampled)).toList());
    }

    /** Payloads of many bytes in one request are compressed by the worker threads that decode large bodies. */
    private Future<IngestRequest<EventRow>> groupAndCompress(IngestRequest<Event> request) {
        UUID project = request.project().id();
        Attempt attempt = request.attempt();
        long bytes = 0;
        for (Slot<Event> slot : request.slots()) {
            if (slot instanceof Slot.ToStore<Event> open) {
                bytes += open.event().json().length;
            }
        }
        boolean inline = Decoding.inline(bytes);
        Function<GroupedEvent, Slot<EventRow>> compress = grouped -> Slot.toStore(writes.row(grouped, attempt));
        Function<Event, Future<Slot<EventRow>>> stage = event -> {
            Future<GroupedEvent> grouped = groups.group(project, event);
            return inline ? grouped.map(compress) : grouped.compose(of -> decoding.onWorker(() -> compress.apply(of)));
        };
        return each(request, stage, Slot::<EventRow>done).map(request::with);
    }

    /**
     * Stores a request with a client's key in one transaction. When all its events are refused, nothing is stored and the key
     * stays free. A request without a key stores each event by itself.
     */
    private Future<IngestAnswer> write(IngestRequest<EventRow> request) {
        if (request.attempt().named() && !Slot.allRefused(request.slots())) {
            return keyed.store(request);
        }
        return each(
                        request,
                        row -> writes.store(row)
                                .<Result>map(outcome -> outcome.result().receipt()),
                        done -> done)
                .map(results -> new IngestAnswer(results, request.window(), false));
    }

    /**
     * Applies {@code stage} to each event that has still to be stored.
     *
     * @param done gives the stage's form to a result that is known already, and to the refusal of an event that failed
     */
    private static <T, R> Future<List<R>> each(
            IngestRequest<T> request, Function<T, Future<R>> stage, Function<Result, R> done) {
        Function<T, Future<R>> contained =
                event -> Future.succeededFuture(event).compose(stage).otherwise(cause -> done.apply(refusal(cause)));
        Function<T, Future<R>> ofEvent = request.failsWhole() ? stage : contained;
        List<Future<R>> all = request.slots().stream()
                .map(slot -> slot.<Future<R>>fold(ofEvent, result -> Future.succeededFuture(done.apply(result))))
                .toList();
        return all.size() == 1 ? all.get(0).map(List::of) : Future.join(all).map(CompositeFuture::list);
    }

    private static Refusal refusal(Throwable cause) {
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        LOG.error("an event of a bulk could not be stored", cause);
        return Refusal.unavailable("event could not be stored");
    }
}
