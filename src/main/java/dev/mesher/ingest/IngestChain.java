package dev.mesher.ingest;

import dev.mesher.decode.Bulk;
import dev.mesher.decode.Inflate;
import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.group.Groups;
import dev.mesher.http.InFlight;
import dev.mesher.limit.RateLimits;
import dev.mesher.write.Writes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of an event, stage by stage: decode, admit, sample, group, write. What comes out is final. */
final class IngestChain {
    private static final Logger LOG = LoggerFactory.getLogger(IngestChain.class);

    static final int MAX_EVENT_BYTES = 1 << 20;
    static final int MAX_BULK_BYTES = 5 << 20;

    private final Decoding decoding;
    private final RateLimits rateLimits;
    private final Groups groups;
    private final Writes writes;

    IngestChain(Decoding decoding, RateLimits rateLimits, Groups groups, Writes writes) {
        this.decoding = decoding;
        this.rateLimits = rateLimits;
        this.groups = groups;
        this.writes = writes;
    }

    /** An event's receipt, and where its project's rate limit stands. */
    record Taken(Receipt receipt, RateWindow window) {}

    /** A bulk's results in order: a {@link Receipt} or a {@link Refusal} each. */
    record BulkTaken(List<Object> results, @Nullable RateWindow window) {}

    Future<Taken> take(Project project, byte[] body, @Nullable String encoding, InFlight.Lease lease) {
        return decode(body, encoding, MAX_EVENT_BYTES, lease, NativeEvent::decode)
                .compose(event -> charge(project)
                        .compose(window -> keep(project, event).map(receipt -> new Taken(receipt, window))));
    }

    /** The way of an event that is decoded already; what finds no room waits for it a little, and is charged once. */
    Future<Taken> take(Project project, Event event, Patience patience) {
        return charge(project).compose(window -> patience.with(() -> keep(project, event))
                .map(receipt -> new Taken(receipt, window)));
    }

    /** Charges one event to the project's window. Fails with 429 when that is spent. */
    Future<RateWindow> charge(Project project) {
        return rateLimits
                .take(project.id(), 1)
                .compose(grant -> grant.granted() == 0
                        ? Future.failedFuture(Refusal.rateLimited(grant.window()))
                        : Future.succeededFuture(grant.window()));
    }

    Future<BulkTaken> takeBulk(Project project, byte[] body, @Nullable String encoding, InFlight.Lease lease) {
        return decode(body, encoding, MAX_BULK_BYTES, lease, json -> Bulk.decode(json, MAX_EVENT_BYTES))
                .compose(entries -> {
                    int events = (int) entries.stream()
                            .filter(Bulk.Decoded.class::isInstance)
                            .count();
                    return events == 0
                            ? Future.succeededFuture(new BulkTaken(refusals(entries), null))
                            : rateLimits.take(project.id(), events).compose(grant -> keepAll(project, entries, grant));
                });
    }

    private Future<Receipt> keep(Project project, Event event) {
        return Sampling.keeps(project, event)
                ? groups.group(project.id(), event).compose(writes::store)
                : Future.succeededFuture(Receipt.sampled());
    }

    /** The first events get what the window still has room for; each of the others is refused by itself. */
    private Future<BulkTaken> keepAll(Project project, List<Bulk.Entry> entries, RateLimits.Grant grant) {
        List<Future<Object>> results = new ArrayList<>(entries.size());
        long granted = grant.granted();
        for (Bulk.Entry entry : entries) {
            if (entry instanceof Bulk.Decoded decoded) {
                results.add(
                        granted-- > 0
                                ? keep(project, decoded.event())
                                        .<Object>map(receipt -> receipt)
                                        .otherwise(IngestChain::refusal)
                                : Future.succeededFuture(Refusal.rateLimited(grant.window())));
            } else {
                results.add(Future.succeededFuture(((Bulk.Refused) entry).refusal()));
            }
        }
        return Future.join(results).map(done -> new BulkTaken(done.list(), grant.window()));
    }

    /** What {@code decoder} makes of the body, once that is inflated up to {@code limit} bytes. */
    <T> Future<T> decode(byte[] body, @Nullable String encoding, int limit, InFlight.Lease lease, Decoder<T> decoder) {
        boolean compressed = !Inflate.isIdentity(encoding);
        return decoding.run(body.length, compressed, () -> {
            byte[] json = Inflate.inflate(body, encoding, limit);
            if (compressed) {
                lease.add(json.length);
            }
            return decoder.decode(json);
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

    /** Makes something of JSON, or refuses it. */
    interface Decoder<T> {
        T decode(byte[] json);
    }
}
