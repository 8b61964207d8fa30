package dev.mesher.ingest;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.authority.ClusterRole;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.continuity.Records;
import dev.mesher.continuity.Standpoint;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.event.Attempt;
import dev.mesher.event.Event;
import dev.mesher.event.Level;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Slot;
import dev.mesher.group.GroupVerticle;
import dev.mesher.group.Groups;
import dev.mesher.limit.RateLimits;
import dev.mesher.payload.Dictionaries;
import dev.mesher.testing.FreePort;
import dev.mesher.write.EventRow;
import dev.mesher.write.KeyedOutcome;
import dev.mesher.write.RowOutcome;
import dev.mesher.write.Writes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On which thread a request's payloads are compressed, and that every writer gets them from the event loop. */
final class LargePayloadTest {
    private static final Project PROJECT = new Project(UUID.randomUUID(), 1, 1.0);
    private static final int INLINE_BYTES = 32 * 1024;
    private static final UUID ISSUE = UUID.randomUUID();

    private final Vertx vertx = Vertx.vertx();
    private final LocalBus bus = LocalBus.create(vertx);
    private final Decoding decoding = new Decoding(vertx);
    private final Queue<Thread> compressing = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Thread> eventLoop = new AtomicReference<>();
    /** Connects to nothing: a look-up of a request key finds no answer. */
    private final Pool noDatabase = PgBuilder.pool()
            .connectingTo(new PgConnectOptions().setHost("127.0.0.1").setPort(FreePort.next()))
            .using(vertx)
            .build();

    @BeforeEach
    void serve() {
        await(vertx.deployVerticle(new GroupVerticle(bus, Clock.systemUTC(), List.of())));
        await(bus.serve(
                        Addresses.LIMIT,
                        take -> Future.succeededFuture(new RateLimits.Grant(100, new RateWindow(100, 0, 60))))
                .completion());
        for (int shard = 0; shard < Writes.SHARDS; shard++) {
            await(bus.<EventRow, RowOutcome>serveGathered(
                            Addresses.write(shard), row -> Future.succeededFuture(RowOutcome.of(accepted(row))))
                    .completion());
        }
        await(bus.<Object, KeyedOutcome>serveGathered(
                        Addresses.KEYED_WRITE,
                        unit -> Future.succeededFuture(
                                new KeyedOutcome(KeyedOutcome.Kind.FIRST, List.of(Receipt.sampled()), Map.of())))
                .completion());
    }

    @AfterEach
    void close() {
        await(decoding.close());
        await(noDatabase.close());
        await(vertx.close());
    }

    @Test
    void aLargePayloadIsCompressedByAWorker() {
        take(Attempt.unnamed(), INLINE_BYTES + 1);

        assertThat(compressing).singleElement().satisfies(LargePayloadTest::isWorker);
    }

    @Test
    void aSmallPayloadIsCompressedWithoutAHop() {
        take(Attempt.unnamed(), INLINE_BYTES);

        assertThat(compressing).singleElement().isSameAs(eventLoop.get());
    }

    @Test
    void manySmallPayloadsOfOneRequestCountAsALargeOne() {
        take(Attempt.unnamed(), INLINE_BYTES / 2, INLINE_BYTES / 2, 1);

        assertThat(compressing).hasSize(3).allSatisfy(LargePayloadTest::isWorker);
    }

    @Test
    void underAClientsKeyItIsTheSame() {
        take(Attempt.named("large"), INLINE_BYTES, 1);
        assertThat(compressing).hasSize(2).allSatisfy(LargePayloadTest::isWorker);

        compressing.clear();
        take(Attempt.named("small"), INLINE_BYTES / 2, INLINE_BYTES / 2);
        assertThat(compressing).hasSize(2).containsOnly(eventLoop.get());
    }

    private static void isWorker(Thread thread) {
        assertThat(thread.getName()).startsWith("mesher-decode");
    }

    private static Receipt accepted(EventRow row) {
        return new Receipt(Receipt.Status.ACCEPTED, row.grouped().id(), ISSUE);
    }

    private void take(Attempt attempt, int... sizes) {
        List<Slot<Event>> slots =
                Arrays.stream(sizes).mapToObj(size -> Slot.toStore(event(size))).toList();
        Context context = vertx.getOrCreateContext();
        IngestAnswer answer = await(Future.future(done -> context.runOnContext(now -> {
            eventLoop.set(Thread.currentThread());
            chain().take(new IngestRequest<>(PROJECT, attempt, true, slots, Patience.NONE, null))
                    .onComplete(done);
        })));
        assertThat(answer.results())
                .allSatisfy(result -> assertThat(result.refused()).isFalse());
    }

    private IngestChain chain() {
        RateLimits limits = new RateLimits(bus, new RateLimitSettings(60, 100), System::nanoTime);
        Writes writes = new Writes(vertx, bus, new Dictionaries(), noDatabase, "node");
        Records records = new Records(
                () -> new Standpoint("node", ClusterRole.PRIMARY, 1, "local_only"),
                new Diagnostics(),
                System::currentTimeMillis);
        return new IngestChain(
                decoding, new KeyedRequests(writes, limits, records), limits, new Groups(vertx, bus), writes);
    }

    /** @param bytes of its JSON */
    private Event event(int bytes) {
        byte[] json = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
        return new Event(
                null,
                null,
                Level.ERROR,
                "large",
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                new NotedTags(),
                null,
                null,
                null,
                null,
                json);
    }

    /** Tags are written in the same step in which the payload is compressed, and in no other. */
    private final class NotedTags extends AbstractMap<String, String> {
        @Override
        public Set<Entry<String, String>> entrySet() {
            compressing.add(Thread.currentThread());
            return Set.of();
        }
    }
}
