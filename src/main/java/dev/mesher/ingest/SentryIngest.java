package dev.mesher.ingest;

import dev.mesher.attachment.Extra;
import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.Envelope;
import dev.mesher.decode.sentry.ItemTally;
import dev.mesher.decode.sentry.Items;
import dev.mesher.decode.sentry.SecurityReports;
import dev.mesher.decode.sentry.SentryEvent;
import dev.mesher.decode.sentry.StoreBody;
import dev.mesher.event.Attachment;
import dev.mesher.event.Event;
import dev.mesher.event.Project;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes what a Sentry client sends. Its event is taken like every other event; attachments and feedback are stored after it. */
final class SentryIngest {
    static final int MAX_ENVELOPE_BYTES = 40 << 20;
    static final int MAX_STORE_BYTES = Items.MAX_EVENT_BYTES;

    private final Door door;
    private final IngestChain chain;
    private final Decoding decoding;
    private final SentryStores stores;
    private final IngestObserver observer;

    SentryIngest(Door door, IngestChain chain, Decoding decoding, SentryStores stores, IngestObserver observer) {
        this.door = door;
        this.chain = chain;
        this.decoding = decoding;
        this.stores = stores;
        this.observer = observer;
    }

    private record Opened(SentryRequest request, Envelope envelope, Items items) {}

    Future<SentryTaken> envelope(SentryRequest request, byte[] body) {
        return decode(request, body, MAX_ENVELOPE_BYTES, bytes -> {
                    Envelope envelope = Envelope.parse(bytes);
                    return new Opened(request.of("envelope", bytes), envelope, Items.of(envelope));
                })
                .compose(opened -> {
                    Project project = request.sender();
                    return Future.succeededFuture(opened)
                            .compose(open -> takeEnvelope(open.request, project, open))
                            .onComplete(taken -> {
                                if (isNew(taken)) {
                                    count(request, project, opened.items.tally());
                                }
                            });
                });
    }

    /** False for a request that was taken before. Items are counted once, even when the event is refused. */
    private static boolean isNew(AsyncResult<SentryTaken> taken) {
        return taken.succeeded()
                ? !taken.result().again()
                : !(taken.cause() instanceof Refusal refusal && refusal.kind() == Refusal.Kind.CONFLICT);
    }

    private Future<SentryTaken> takeEnvelope(SentryRequest request, Project project, Opened opened) {
        Arrival arrival = request.arrival(opened.envelope.sentAt(), opened.envelope.eventId());
        byte[] json = opened.items.event();
        byte[] report = opened.items.report();
        if (json != null) {
            door.rateLimits().checkDoor(project.id());
            return decoding.run(json, plain -> SentryEvent.decode(plain, arrival))
                    .compose(event -> takeEvent(request, project, event, opened.items));
        }
        if (report != null) {
            return decoding.run(report, plain -> SecurityReports.decode(plain, arrival, null, null))
                    .compose(reports -> reports(request, project, reports))
                    .compose(
                            taken -> keep(request, belonging(request, project, null, opened.items), opened.items, false)
                                    .map(taken));
        }
        List<Extra> belonging = belonging(request, project, opened.envelope.eventId(), opened.items);
        return chain.once(
                IngestRequest.empty(project, request.attempt()),
                SentryTaken.NOTHING_AGAIN,
                () -> belonging.isEmpty()
                        ? Future.succeededFuture(SentryTaken.NOTHING)
                        : door.charge(project.id()).compose(window -> room(request, opened.items)
                                .compose(room -> stores.extras().store(belonging))
                                .map(kept -> new SentryTaken(null, window, false))));
    }

    private Future<SentryTaken> takeEvent(SentryRequest request, Project project, Event event, Items items) {
        return takeEvent(request, project, event).compose(taken -> {
            boolean stored = taken.receipt().status() == Receipt.Status.ACCEPTED;
            boolean journalled = stored && taken.receipt().issueId() == null;
            List<Extra> belonging =
                    stored ? belonging(request, project, event.eventId(), items) : said(request, project, items);
            if (!stored) {
                items.leaveOutAttachments("event_not_kept");
            }
            return keep(request, belonging, items, journalled).map(answer(event, taken));
        });
    }

    /** Fails with the refusal when the event is refused. */
    private Future<IngestAnswer> takeEvent(SentryRequest request, Project project, Event event) {
        return chain.take(IngestRequest.of(project, request.attempt(), event, request.patience()))
                .map(taken -> {
                    Receipt unused = taken.receipt();
                    observer.results(project, taken.results());
                    return taken;
                });
    }

    private static SentryTaken answer(Event event, IngestAnswer taken) {
        return new SentryTaken(event.eventId(), taken.window(), taken.again());
    }

    /** Stores extras before the answer, so that what is acknowledged is stored. Extras that are sent again are stored once. */
    private Future<Void> keep(SentryRequest request, List<Extra> belonging, Items items, boolean journalled) {
        if (belonging.isEmpty()) {
            return Future.succeededFuture();
        }
        return room(request, items)
                .compose(room -> journalled
                        ? stores.extras().journal(belonging)
                        : stores.extras().store(belonging));
    }

    /** Leases the bytes of attachments once more, since they are copied on their way to the store. */
    private static Future<Void> room(SentryRequest request, Items items) {
        long bytes = items.attachments().stream().mapToLong(Attachment::length).sum();
        return request.patience().with(() -> Future.succeededFuture().compose(now -> {
            request.lease().add(bytes);
            return Future.succeededFuture();
        }));
    }

    /**
     * The attachments and the feedback.
     *
     * @param event null when there is no event; attachments are then left out, and counted with that reason
     */
    private static List<Extra> belonging(SentryRequest request, Project project, @Nullable UUID event, Items items) {
        List<Extra> belonging = said(request, project, items);
        if (event == null) {
            items.leaveOutAttachments("no_event");
        } else {
            items.attachments()
                    .forEach(attachment -> belonging.add(
                            new Extra.File(project.id(), event, request.head().receivedAt(), attachment)));
        }
        return belonging;
    }

    private static List<Extra> said(SentryRequest request, Project project, Items items) {
        List<Extra> said = new ArrayList<>();
        items.feedback()
                .forEach(feedback ->
                        said.add(new Extra.Said(project.id(), request.head().receivedAt(), feedback)));
        return said;
    }

    private record Read<T>(SentryRequest request, T value) {}

    /** Takes one event in the form of older clients. A transaction is only counted. */
    Future<SentryTaken> store(SentryRequest request, byte[] body) {
        Project project = request.sender();
        door.rateLimits().checkDoor(project.id());
        return decode(request, body, MAX_STORE_BYTES, bytes -> {
                    SentryRequest known = request.of("store", bytes);
                    return new Read<>(
                            known,
                            SentryEvent.decodeStored(
                                    StoreBody.json(bytes, MAX_STORE_BYTES), known.arrival(null, null)));
                })
                .compose(read -> {
                    Event event = read.value.event();
                    return event == null
                            ? transaction(read.request, project, read.value.eventId())
                            : takeEvent(read.request, project, event).map(taken -> answer(event, taken));
                });
    }

    private Future<SentryTaken> transaction(SentryRequest request, Project project, UUID id) {
        return chain.once(IngestRequest.empty(project, request.attempt()), new SentryTaken(id, null, true), () -> {
            count(request, project, ItemTally.single("transaction", 1));
            return Future.succeededFuture(new SentryTaken(id, null, false));
        });
    }

    /** Takes a security report that a browser sends by itself. */
    Future<SentryTaken> security(SentryRequest request, byte[] body) {
        Project project = request.sender();
        door.rateLimits().checkDoor(project.id());
        return decode(request, body, MAX_STORE_BYTES, bytes -> {
                    SentryRequest known = request.of("security", bytes);
                    return new Read<>(
                            known,
                            SecurityReports.decode(
                                    bytes,
                                    known.arrival(null, null),
                                    request.head().query().get("sentry_release"),
                                    request.head().query().get("sentry_environment")));
                })
                .compose(read -> reports(read.request, project, read.value));
    }

    /**
     * Takes the reports one after the other. The answer names the first event. A request key stands for one event, so
     * several reports cannot have one; browsers send none.
     */
    private Future<SentryTaken> reports(SentryRequest request, Project project, SecurityReports reports) {
        if (request.attempt().named() && reports.events().size() > 1) {
            return Future.failedFuture(
                    Refusal.malformed(RequestKey.HEADER + ": cannot stand for more than one security report"));
        }
        Future<SentryTaken> all = reports.events().isEmpty()
                ? chain.once(
                        IngestRequest.empty(project, request.attempt()),
                        SentryTaken.NOTHING_AGAIN,
                        () -> Future.succeededFuture(SentryTaken.NOTHING))
                : Future.succeededFuture(SentryTaken.NOTHING);
        for (Event event : reports.events()) {
            all = all.compose(before -> takeEvent(request, project, event)
                    .map(taken -> before.eventId() == null
                            ? answer(event, taken)
                            : new SentryTaken(before.eventId(), taken.window(), false)));
        }
        return all.onComplete(taken -> {
            if (isNew(taken)) {
                count(request, project, ItemTally.single("report", reports.others()));
            }
        });
    }

    private <T> Future<T> decode(SentryRequest request, byte[] body, int limit, Decoding.Decoder<T> decoder) {
        return request.patience()
                .with(() -> decoding.run(body, request.head().encoding(), limit, request.lease(), decoder));
    }

    private void count(SentryRequest request, Project project, ItemTally tally) {
        LocalDate day = LocalDate.ofInstant(request.head().receivedAt(), ZoneOffset.UTC);
        stores.itemCounts().add(project.id(), day, tally.counts());
    }
}
