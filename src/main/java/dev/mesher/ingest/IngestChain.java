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

/** The way of every request's events, stage by stage. What comes out is final. */
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

    /** The whole way of a request in Mesher's own format. */
    Future<IngestAnswer> take(NativeBody body, NativeForm form) {
        return decode(body, form).compose(this::take);
    }

    /** The way of a request whose events are decoded already. Only what stores them is tried again for want of room. */
    Future<IngestAnswer> take(IngestRequest<Event> request) {
        return keyed.answeredBefore(request).compose(before -> before.map(Future::succeededFuture)
                .orElseGet(() -> admit(request).map(IngestChain::sample).compose(kept -> kept.patience()
                        .with(() -> group(kept).compose(this::write)))));
    }

    /**
     * What stores no event: {@code work}, unless the same request was answered before under its client's key.
     *
     * @param request without events
     * @param again what it is answered with then
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

    /** Charges each event to the project's window; what could not be decoded costs nothing. */
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

    /** With a client's key whole, unless every event is refused: then the key stays free. Otherwise each event by itself. */
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
     * What {@code stage} makes of each event that is still to be stored.
     *
     * @param done puts a result that is known already, or the refusal of an event that failed, into the same form
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
