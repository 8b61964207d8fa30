package dev.mesher.ingest;

import dev.mesher.continuity.Records;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import dev.mesher.event.Slot;
import dev.mesher.group.Groups;
import dev.mesher.limit.RateLimits;
import dev.mesher.write.KeyedOutcome;
import dev.mesher.write.Writes;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of every request's events, stage by stage. What comes out is final. */
final class IngestChain {
    private static final Logger LOG = LoggerFactory.getLogger(IngestChain.class);

    private static final Future<Optional<KeyedOutcome>> NEVER_BEFORE = Future.succeededFuture(Optional.empty());

    private final Decoding decoding;
    private final RateLimits rateLimits;
    private final Groups groups;
    private final Writes writes;
    private final Records records;

    IngestChain(Decoding decoding, RateLimits rateLimits, Groups groups, Writes writes, Records records) {
        this.decoding = decoding;
        this.rateLimits = rateLimits;
        this.groups = groups;
        this.writes = writes;
        this.records = records;
    }

    /** The whole way of a request in Mesher's own format. */
    Future<IngestAnswer> take(NativeBody body, NativeForm form) {
        return decode(body, form).compose(this::take);
    }

    /** The way of a request whose events are decoded already. */
    Future<IngestAnswer> take(IngestRequest<Event> request) {
        return answeredBefore(request).compose(before -> before.isPresent()
                ? answerAgain(request, before.get())
                : admit(request)
                        .map(IngestChain::sample)
                        .compose(kept -> kept.patience().with(() -> group(kept).compose(this::write))));
    }

    /**
     * What stores no event: {@code work}, unless the same request was answered before under its client's key.
     *
     * @param again what it is answered with then
     */
    <T> Future<T> once(IngestRequest<GroupedEvent> request, T again, Supplier<Future<T>> work) {
        return answeredBefore(request).compose(before -> before.isPresent()
                ? answerAgain(request, before.get()).map(again)
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

    /** What was answered to the client's key before; nothing without one. */
    private Future<Optional<KeyedOutcome>> answeredBefore(IngestRequest<?> request) {
        return request.attempt().named()
                ? writes.before(request.project().id(), request.attempt(), request.bulk())
                        .onSuccess(found -> found.ifPresent(outcome -> recordSentAgain(request, outcome)))
                : NEVER_BEFORE;
    }

    /** Charges nothing. */
    private Future<IngestAnswer> answerAgain(IngestRequest<?> request, KeyedOutcome before) {
        RateWindow window = rateLimits.window(request.project().id());
        return Future.succeededFuture(new IngestAnswer(results(before), window, true));
    }

    /** Charges the events to the project's window. The first ones get what it has room for; the others are refused. */
    private Future<IngestRequest<Event>> admit(IngestRequest<Event> request) {
        int events = Slot.eventsToStore(request.slots()).size();
        return events == 0
                ? Future.succeededFuture(request)
                : rateLimits
                        .take(request.project().id(), events)
                        .map(grant -> request.charged(admitted(request.slots(), grant), grant.window()));
    }

    private static List<Slot<Event>> admitted(List<Slot<Event>> slots, RateLimits.Grant grant) {
        List<Slot<Event>> admitted = new ArrayList<>(slots.size());
        long left = grant.granted();
        for (Slot<Event> slot : slots) {
            boolean spent = slot instanceof Slot.ToStore && left-- <= 0;
            admitted.add(spent ? Slot.done(Refusal.rateLimited(grant.window())) : slot);
        }
        return admitted;
    }

    private static IngestRequest<Event> sample(IngestRequest<Event> request) {
        Function<Event, Slot<Event>> sampled = event ->
                Sampling.keeps(request.project(), event) ? Slot.toStore(event) : Slot.done(Receipt.sampled());
        return request.with(
                request.slots().stream().map(slot -> slot.then(sampled)).toList());
    }

    private Future<IngestRequest<GroupedEvent>> group(IngestRequest<Event> request) {
        UUID project = request.project().id();
        return each(request, event -> groups.group(project, event).map(Slot::toStore), Slot::<GroupedEvent>done)
                .map(request::with);
    }

    /** Under a client's key by one transaction, unless there is nothing to keep; otherwise each event by itself. */
    private Future<IngestAnswer> write(IngestRequest<GroupedEvent> request) {
        if (request.attempt().named() && !Slot.allRefused(request.slots())) {
            return writeWhole(request);
        }
        return each(request, event -> writes.store(event, request.attempt()).<Result>map(receipt -> receipt), done -> done)
                .map(results -> new IngestAnswer(results, request.window(), false));
    }

    private Future<IngestAnswer> writeWhole(IngestRequest<GroupedEvent> request) {
        return writes.storeKeyed(request.project().id(), request.attempt(), request.bulk(), request.slots())
                .onSuccess(outcome -> recordSentAgain(request, outcome))
                .map(outcome -> new IngestAnswer(results(outcome), request.window(), outcome.isSentAgain()));
    }

    /** What {@code stage} makes of each event that is still to be stored; the others are only put into that form. */
    private static <T, R> Future<List<R>> each(
            IngestRequest<T> request, Function<T, Future<R>> stage, Function<Result, R> done) {
        Function<T, Future<R>> contained = event -> Future.succeededFuture(event)
                .compose(stage)
                .otherwise(cause -> done.apply(refusal(cause)));
        Function<T, Future<R>> ofEvent = request.failsWhole() ? stage : contained;
        List<Future<R>> all = request.slots().stream()
                .map(slot -> slot.<Future<R>>fold(ofEvent, result -> Future.succeededFuture(done.apply(result))))
                .toList();
        return all.size() == 1
                ? all.get(0).map(List::of)
                : Future.join(all).map(CompositeFuture::list);
    }

    private static Refusal refusal(Throwable cause) {
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        LOG.error("an event of a bulk could not be stored", cause);
        return Refusal.unavailable("event could not be stored");
    }

    private void recordSentAgain(IngestRequest<?> request, KeyedOutcome outcome) {
        if (outcome.isSentAgain()) {
            records.sentAgain(request.attempt(), outcome.kind() == KeyedOutcome.Kind.CONFLICT);
        }
    }

    /** @throws Refusal 409 when the key had another request */
    private static List<Result> results(KeyedOutcome outcome) {
        if (outcome.kind() == KeyedOutcome.Kind.CONFLICT) {
            throw Refusal.conflict(RequestKey.HEADER + " was used with another body");
        }
        return outcome.results();
    }
}
