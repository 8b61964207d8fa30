package dev.mesher.ingest;

import dev.mesher.continuity.Records;
import dev.mesher.decode.Bulk;
import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Attempt;
import dev.mesher.event.Event;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.group.Groups;
import dev.mesher.http.InFlight;
import dev.mesher.limit.RateLimits;
import dev.mesher.write.KeyedOutcome;
import dev.mesher.write.Writes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of an event, stage by stage: decode, admit, sample, group, write. What comes out is final. */
final class IngestChain {
    private static final Logger LOG = LoggerFactory.getLogger(IngestChain.class);

    private static final Future<Optional<KeyedOutcome>> NEVER_BEFORE = Future.succeededFuture(Optional.empty());

    static final int MAX_EVENT_BYTES = 1 << 20;
    static final int MAX_BULK_BYTES = 5 << 20;

    private final Decoding decoding;
    private final RateLimits rateLimits;
    private final Groups groups;
    private final Writes writes;
    private final Records records;

    IngestChain(Decoding decoding, RateLimits rateLimits, Groups groups, Writes writes, Records records) {
        this.records = records;
        this.decoding = decoding;
        this.rateLimits = rateLimits;
        this.groups = groups;
        this.writes = writes;
    }

    /**
     * An event's receipt, and where its project's rate limit stands.
     *
     * @param again whether the receipt is that of the same request before, under its client's key
     */
    record Taken(Receipt receipt, RateWindow window, boolean again) {}

    /** A bulk's results in order: a {@link Receipt} or a {@link Refusal} each. */
    record BulkTaken(List<Object> results, @Nullable RateWindow window) {}

    Future<Taken> take(Project project, Attempt attempt, byte[] body, @Nullable String encoding, InFlight.Lease lease) {
        return decode(body, encoding, MAX_EVENT_BYTES, lease, attempt, NativeEvent::decode)
                .compose(decoded -> before(project, decoded.attempt, false)
                        .compose(first -> first.isPresent()
                                ? Future.succeededFuture(again(project, first.get()))
                                : charge(project).compose(window -> keep(project, decoded.value, decoded.attempt)
                                        .map(kept -> kept.at(window)))));
    }

    /** The way of an event that is decoded already; what finds no room waits for it a little, and is charged once. */
    Future<Taken> take(Project project, Attempt attempt, Event event, Patience patience) {
        return before(project, attempt, false)
                .compose(first -> first.isPresent()
                        ? Future.succeededFuture(again(project, first.get()))
                        : charge(project).compose(window -> patience.with(() -> keep(project, event, attempt))
                                .map(kept -> kept.at(window))));
    }

    /**
     * What stores no event: {@code work}, unless the same request was answered before under its client's key.
     *
     * @param again what it is answered with then
     */
    <T> Future<T> once(Project project, Attempt attempt, T again, Supplier<Future<T>> work) {
        if (!attempt.named()) {
            return work.get();
        }
        return before(project, attempt, false).compose(first -> {
            if (first.isPresent()) {
                List<Object> unused = results(first.get());
                return Future.succeededFuture(again);
            }
            return work.get().compose(done -> storeKeyed(project, attempt, false, List.of())
                    .map(outcome -> {
                        List<Object> unused = results(outcome);
                        return outcome.kind() == KeyedOutcome.Kind.DUPLICATE ? again : done;
                    }));
        });
    }

    /** Charges one event to the project's window. Fails with 429 when that is spent. */
    Future<RateWindow> charge(Project project) {
        return rateLimits
                .take(project.id(), 1)
                .compose(grant -> grant.granted() == 0
                        ? Future.failedFuture(Refusal.rateLimited(grant.window()))
                        : Future.succeededFuture(grant.window()));
    }

    Future<BulkTaken> takeBulk(
            Project project, Attempt attempt, byte[] body, @Nullable String encoding, InFlight.Lease lease) {
        return decode(body, encoding, MAX_BULK_BYTES, lease, attempt, json -> Bulk.decode(json, MAX_EVENT_BYTES))
                .compose(decoded -> before(project, decoded.attempt, true)
                        .compose(first -> first.isPresent()
                                ? Future.succeededFuture(
                                        new BulkTaken(results(first.get()), rateLimits.window(project.id())))
                                : takeBulk(project, decoded)));
    }

    private Future<BulkTaken> takeBulk(Project project, Decoded<List<Bulk.Entry>> decoded) {
        List<Bulk.Entry> entries = decoded.value;
        int events =
                (int) entries.stream().filter(Bulk.Decoded.class::isInstance).count();
        return events == 0
                ? Future.succeededFuture(new BulkTaken(refusals(entries), null))
                : rateLimits
                        .take(project.id(), events)
                        .compose(grant -> decoded.attempt.named()
                                ? keepAllKeyed(project, entries, grant, decoded.attempt)
                                : keepAll(project, entries, grant, decoded.attempt));
    }

    /** What was answered to the client's key before; nothing without one. */
    private Future<Optional<KeyedOutcome>> before(Project project, Attempt attempt, boolean bulk) {
        return attempt.named()
                ? writes.before(project.id(), attempt, bulk)
                        .onSuccess(found -> found.ifPresent(
                                outcome -> records.sentAgain(attempt, outcome.kind() == KeyedOutcome.Kind.CONFLICT)))
                : NEVER_BEFORE;
    }

    /** Charges nothing. */
    private Taken again(Project project, KeyedOutcome before) {
        return new Taken(single(before), rateLimits.window(project.id()), true);
    }

    private record Kept(Receipt receipt, boolean again) {
        Taken at(RateWindow window) {
            return new Taken(receipt, window, again);
        }
    }

    private Future<Kept> keep(Project project, Event event, Attempt attempt) {
        boolean kept = Sampling.keeps(project, event);
        if (attempt.named()) {
            return (kept
                            ? groups.group(project.id(), event).<Object>map(grouped -> grouped)
                            : Future.<Object>succeededFuture(Receipt.sampled()))
                    .compose(slot -> storeKeyed(project, attempt, false, List.of(slot)))
                    .map(outcome -> new Kept(single(outcome), outcome.kind() == KeyedOutcome.Kind.DUPLICATE));
        }
        return (kept
                        ? groups.group(project.id(), event).compose(grouped -> writes.store(grouped, attempt))
                        : Future.succeededFuture(Receipt.sampled()))
                .map(receipt -> new Kept(receipt, false));
    }

    private Future<KeyedOutcome> storeKeyed(Project project, Attempt attempt, boolean bulk, List<Object> slots) {
        return writes.storeKeyed(project.id(), attempt, bulk, slots).onSuccess(outcome -> {
            if (outcome.kind() == KeyedOutcome.Kind.DUPLICATE || outcome.kind() == KeyedOutcome.Kind.CONFLICT) {
                records.sentAgain(attempt, outcome.kind() == KeyedOutcome.Kind.CONFLICT);
            }
        });
    }

    private static Receipt single(KeyedOutcome outcome) {
        Object result = results(outcome).get(0);
        if (result instanceof Refusal refusal) {
            throw refusal;
        }
        return (Receipt) result;
    }

    /** @throws Refusal 409 when the key had another request */
    private static List<Object> results(KeyedOutcome outcome) {
        if (outcome.kind() == KeyedOutcome.Kind.CONFLICT) {
            throw Refusal.conflict("X-Mesh-Continuity-Request-Key was used with another body");
        }
        return outcome.results();
    }

    /** The whole request at once; what is refused anyhow is part of its answer. */
    private Future<BulkTaken> keepAllKeyed(
            Project project, List<Bulk.Entry> entries, RateLimits.Grant grant, Attempt attempt) {
        List<Future<Object>> slots = new ArrayList<>(entries.size());
        long granted = grant.granted();
        for (Bulk.Entry entry : entries) {
            if (entry instanceof Bulk.Decoded decoded) {
                slots.add(
                        granted-- > 0
                                ? keyedSlot(project, decoded.event())
                                : Future.succeededFuture(Refusal.rateLimited(grant.window())));
            } else {
                slots.add(Future.succeededFuture(((Bulk.Refused) entry).refusal()));
            }
        }
        return Future.all(slots).compose(all -> {
            List<Object> whole = all.list();
            return whole.stream().allMatch(Refusal.class::isInstance)
                    ? Future.succeededFuture(new BulkTaken(whole, grant.window()))
                    : storeKeyed(project, attempt, true, whole)
                            .map(outcome -> new BulkTaken(results(outcome), grant.window()));
        });
    }

    private Future<Object> keyedSlot(Project project, Event event) {
        return Sampling.keeps(project, event)
                ? groups.group(project.id(), event).map(grouped -> grouped)
                : Future.succeededFuture(Receipt.sampled());
    }

    /** The first events get what the window still has room for; each of the others is refused by itself. */
    private Future<BulkTaken> keepAll(
            Project project, List<Bulk.Entry> entries, RateLimits.Grant grant, Attempt attempt) {
        List<Future<Object>> results = new ArrayList<>(entries.size());
        long granted = grant.granted();
        for (Bulk.Entry entry : entries) {
            if (entry instanceof Bulk.Decoded decoded) {
                results.add(
                        granted-- > 0
                                ? Future.succeededFuture(decoded.event())
                                        .compose(event -> keep(project, event, attempt))
                                        .<Object>map(Kept::receipt)
                                        .otherwise(IngestChain::refusal)
                                : Future.succeededFuture(Refusal.rateLimited(grant.window())));
            } else {
                results.add(Future.succeededFuture(((Bulk.Refused) entry).refusal()));
            }
        }
        return Future.join(results).map(done -> new BulkTaken(done.list(), grant.window()));
    }

    private <T> Future<Decoded<T>> decode(
            byte[] body,
            @Nullable String encoding,
            int limit,
            InFlight.Lease lease,
            Attempt attempt,
            Decoding.Decoder<T> decoder) {
        return decode(body, encoding, limit, lease, json -> new Decoded<>(decoder.decode(json), attempt.of(json)));
    }

    /** What {@code decoder} makes of the body, once that is inflated up to {@code limit} bytes. */
    <T> Future<T> decode(
            byte[] body, @Nullable String encoding, int limit, InFlight.Lease lease, Decoding.Decoder<T> decoder) {
        return decoding.run(body, encoding, limit, plain -> {
            if (plain != body) {
                lease.add(plain.length);
            }
            return decoder.decode(plain);
        });
    }

    private static List<Object> refusals(List<Bulk.Entry> entries) {
        return entries.stream()
                .map(entry -> (Object) ((Bulk.Refused) entry).refusal())
                .toList();
    }

    private static Refusal refusal(Throwable cause) {
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        LOG.error("an event of a bulk could not be stored", cause);
        return Refusal.unavailable("event could not be stored");
    }

    private record Decoded<T>(T value, Attempt attempt) {}
}
