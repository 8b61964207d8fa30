package dev.mesher.ingest;

import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import dev.mesher.event.Slot;
import dev.mesher.group.Groups;
import dev.mesher.limit.RateLimits;
import dev.mesher.write.Writes;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the events of every request through all stages. Its results are final. */
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
     * Takes a request with decoded events through the remaining stages. When there is no room, only the writing is
     * tried again.
     */
    Future<IngestAnswer> take(IngestRequest<Event> request) {
        return keyed.answeredBefore(request).compose(before -> before.map(Future::succeededFuture)
                .orElseGet(() -> admit(request).map(IngestChain::sample).compose(kept -> kept.patience()
                        .with(() -> group(kept).compose(this::write)))));
    }

    /**
     * Runs {@code work} for a request that brings no events, unless a request with the same key of the client was
     * answered before.
     *
     * @param request without events
     * @param again the result when it was answered before
     */
    <T> Future<T> once(IngestRequest<GroupedEvent> request, T again, Supplier<Future<T>> work) {
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

    /** Charges each event to the project's rate-limit window. Events that could not be decoded are not charged. */
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

    private Future<IngestRequest<GroupedEvent>> group(IngestRequest<Event> request) {
        UUID project = request.project().id();
        return each(request, event -> groups.group(project, event).map(Slot::toStore), Slot::<GroupedEvent>done)
                .map(request::with);
    }

    /**
     * Writes the events. A request with a client's key is written as a whole. If every event of it was refused, nothing
     * is written and the key stays free. Without a key, each event is written by itself.
     */
    private Future<IngestAnswer> write(IngestRequest<GroupedEvent> request) {
        if (request.attempt().named() && !Slot.allRefused(request.slots())) {
            return keyed.store(request);
        }
        return each(
                        request,
                        event -> writes.store(event, request.attempt())
                                .<Result>map(outcome -> outcome.result().receipt()),
                        done -> done)
                .map(results -> new IngestAnswer(results, request.window(), false));
    }

    /**
     * Applies {@code stage} to each event that is still to be stored. The failure of one event becomes that event's
     * refusal.
     *
     * @param done converts the result of an event that was finished before or has failed now
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
