package dev.mesher.ingest;

import dev.mesher.auth.Keys;
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
import dev.mesher.write.Belonging;
import dev.mesher.write.Belongings;
import dev.mesher.write.ItemCounts;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The way of what a Sentry client sends: its event goes the way of every event, what belongs to it is stored after it. */
final class SentryIngest {
    static final int MAX_ENVELOPE_BYTES = 40 << 20;
    static final int MAX_STORE_BYTES = Items.MAX_EVENT_BYTES;

    private final Keys keys;
    private final Door door;
    private final IngestChain chain;
    private final Decoding decoding;
    private final Belongings belongings;
    private final ItemCounts itemCounts;
    private final IngestMeters meters;

    SentryIngest(
            Keys keys,
            Door door,
            IngestChain chain,
            Decoding decoding,
            Belongings belongings,
            ItemCounts itemCounts,
            IngestMeters meters) {
        this.keys = keys;
        this.door = door;
        this.chain = chain;
        this.decoding = decoding;
        this.belongings = belongings;
        this.itemCounts = itemCounts;
        this.meters = meters;
    }

    private record Opened(Envelope envelope, Items items) {}

    Future<SentryTaken> envelope(SentryRequest request, byte[] body) {
        return decode(request, body, MAX_ENVELOPE_BYTES, bytes -> {
                    Envelope envelope = Envelope.parse(bytes);
                    return new Opened(envelope, Items.of(envelope));
                })
                .compose(opened -> {
                    String dsnKey = opened.envelope.dsnKey();
                    Project project =
                            request.project() != null || dsnKey == null ? request.project() : keys.project(dsnKey);
                    return takeEnvelope(request, SentryRequest.checked(project, request.number()), opened);
                });
    }

    /** What is only counted is counted also when the event is refused. */
    private Future<SentryTaken> takeEnvelope(SentryRequest request, Project project, Opened opened) {
        count(request, project, opened.items.tally());
        Arrival arrival = new Arrival(
                request.receivedAt(), opened.envelope.sentAt(), opened.envelope.eventId(), request.clientAddress());
        byte[] json = opened.items.event();
        byte[] report = opened.items.report();
        if (json != null) {
            door.rateLimits().checkDoor(project.id());
            return decoding.run(json, plain -> SentryEvent.decode(plain, arrival))
                    .compose(event -> takeEvent(request, project, event, opened.items));
        }
        if (report != null) {
            return reports(request, project, SecurityReports.decode(report, arrival, null, null));
        }
        List<Belonging> belonging = belonging(request, project, opened.envelope.eventId(), opened.items);
        return belonging.isEmpty()
                ? Future.succeededFuture(SentryTaken.NOTHING)
                : chain.charge(project).compose(window -> room(request, opened.items)
                        .compose(room -> belongings.store(belonging))
                        .map(kept -> new SentryTaken(null, window)));
    }

    private Future<SentryTaken> takeEvent(SentryRequest request, Project project, Event event, Items items) {
        return chain.take(project, request.attempt(), event, request.patience()).compose(taken -> {
            Receipt receipt = taken.receipt();
            meters.taken(receipt);
            SentryTaken answer = new SentryTaken(event.eventId(), taken.window());
            return receipt.status() == Receipt.Status.ACCEPTED
                    ? keep(request, belonging(request, project, event.eventId(), items), items, receipt)
                            .map(answer)
                    : Future.succeededFuture(answer);
        });
    }

    /** Before the answer, so that what is acknowledged is stored; the same sent again is stored once. */
    private Future<Void> keep(SentryRequest request, List<Belonging> belonging, Items items, Receipt event) {
        if (belonging.isEmpty()) {
            return Future.succeededFuture();
        }
        boolean journalled = event.issueId() == null;
        return room(request, items)
                .compose(room -> journalled ? belongings.journal(belonging) : belongings.store(belonging));
    }

    /** The bytes of attachments are copied once more on their way to the store. */
    private static Future<Void> room(SentryRequest request, Items items) {
        long bytes = items.attachments().stream().mapToLong(Attachment::length).sum();
        return request.patience().with(() -> Future.succeededFuture().compose(now -> {
            request.lease().add(bytes);
            return Future.succeededFuture();
        }));
    }

    /** Attachments of no event are left out. */
    private static List<Belonging> belonging(
            SentryRequest request, Project project, @Nullable UUID event, Items items) {
        List<Belonging> belonging = new ArrayList<>();
        if (event != null) {
            items.attachments()
                    .forEach(attachment ->
                            belonging.add(new Belonging.File(project.id(), event, request.receivedAt(), attachment)));
        }
        items.feedback().forEach(said -> belonging.add(new Belonging.Said(project.id(), request.receivedAt(), said)));
        return belonging;
    }

    /** One event, as older clients send it; a transaction is only counted. */
    Future<SentryTaken> store(SentryRequest request, byte[] body) {
        Project project = SentryRequest.checked(request.project(), request.number());
        door.rateLimits().checkDoor(project.id());
        Arrival arrival = new Arrival(request.receivedAt(), null, null, request.clientAddress());
        return decode(
                        request,
                        body,
                        MAX_STORE_BYTES,
                        bytes -> SentryEvent.decodeStored(StoreBody.json(bytes, MAX_STORE_BYTES), arrival))
                .compose(stored -> {
                    Event event = stored.event();
                    if (event == null) {
                        count(request, project, ItemTally.single("transaction", 1));
                        return Future.succeededFuture(new SentryTaken(stored.eventId(), null));
                    }
                    return chain.take(project, request.attempt(), event, request.patience())
                            .map(taken -> {
                                meters.taken(taken.receipt());
                                return new SentryTaken(event.eventId(), taken.window());
                            });
                });
    }

    /** What a browser reports by itself. */
    Future<SentryTaken> security(SentryRequest request, byte[] body) {
        Project project = SentryRequest.checked(request.project(), request.number());
        door.rateLimits().checkDoor(project.id());
        Arrival arrival = new Arrival(request.receivedAt(), null, null, request.clientAddress());
        return decode(
                        request,
                        body,
                        MAX_STORE_BYTES,
                        bytes -> SecurityReports.decode(
                                bytes,
                                arrival,
                                request.query().get("sentry_release"),
                                request.query().get("sentry_environment")))
                .compose(reports -> reports(request, project, reports));
    }

    /** One after the other; the answer names the first. */
    private Future<SentryTaken> reports(SentryRequest request, Project project, SecurityReports reports) {
        count(request, project, ItemTally.single("report", reports.others()));
        Future<SentryTaken> all = Future.succeededFuture(SentryTaken.NOTHING);
        for (Event event : reports.events()) {
            all = all.compose(before -> chain.take(project, request.attempt().withoutKey(), event, request.patience())
                    .map(taken -> {
                        meters.taken(taken.receipt());
                        return new SentryTaken(
                                before.eventId() == null ? event.eventId() : before.eventId(), taken.window());
                    }));
        }
        return all;
    }

    private <T> Future<T> decode(SentryRequest request, byte[] body, int limit, Decoding.Decoder<T> decoder) {
        return request.patience().with(() -> chain.decode(body, request.encoding(), limit, request.lease(), decoder));
    }

    private void count(SentryRequest request, Project project, ItemTally tally) {
        LocalDate day = LocalDate.ofInstant(request.receivedAt(), ZoneOffset.UTC);
        itemCounts.add(project.id(), day, tally.counts());
    }
}
