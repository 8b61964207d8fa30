package dev.mesher.group;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.LocalBus;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where events are grouped, and what one that is large or bad does to the others. */
final class GroupVerticleTest {
    private static final UUID PROJECT = UUID.randomUUID();
    private static final Event SMALL = FingerprintTest.decoded(new JsonObject().put("message", "small"));
    private static final Event LARGE = FingerprintTest.decoded(new JsonObject()
            .put("message", "large")
            .put(
                    "stacktrace",
                    new JsonArray(IntStream.range(0, 500)
                            .mapToObj(i -> FingerprintTest.frame("a" + i + ".py", "f".repeat(100) + i))
                            .toList())));

    private final Vertx vertx = Vertx.vertx();
    private final LocalBus bus = LocalBus.create(vertx);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void aLargeEventIsGroupedOffTheEventLoop() {
        ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
        serve(event -> {
            threads.add(Thread.currentThread().getName());
            return Fingerprint.of(event);
        });

        GroupedEvent grouped = await(group(LARGE).get(0));

        assertThat(grouped.fingerprint()).isEqualTo(Fingerprint.of(LARGE).fingerprint());
        assertThat(threads).singleElement().asString().startsWith("mesher-group");
        assertThat(await(group(SMALL).get(0)).formerFingerprint().get()).isNull();
        assertThat(threads).last().isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void smallEventsDoNotWaitForLargeOnes() {
        CountDownLatch goOn = new CountDownLatch(1);
        serve(event -> {
            try {
                goOn.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return Fingerprint.of(event);
        });

        List<Future<GroupedEvent>> grouped = group(LARGE, LARGE, LARGE, SMALL);

        assertThat(await(grouped.get(3)).title()).isEqualTo("small");
        assertThat(grouped.subList(0, 3)).noneMatch(Future::isComplete);
        goOn.countDown();
        assertThat(await(grouped.get(2)).title()).isEqualTo("large");
    }

    @Test
    void aBadEventIsGroupedByItsMessageAndItsNeighboursAsEver() {
        serve(Fingerprint::of);

        List<Future<GroupedEvent>> grouped = group(SMALL, BadEvent.overflowing("bad one\nmore"), SMALL);

        assertThat(await(grouped.get(1)).title()).isEqualTo("bad one");
        assertThat(await(grouped.get(1)).fingerprint())
                .isEqualTo(Fingerprint.of(BadEvent.overflowing("bad one")).fingerprint())
                .isNotEqualTo(Fingerprint.of(BadEvent.overflowing("another")).fingerprint());
        for (int neighbour : new int[] {0, 2}) {
            assertThat(await(grouped.get(neighbour)).fingerprint())
                    .isEqualTo(Fingerprint.of(SMALL).fingerprint());
        }
    }

    @Test
    void theIdsOfABulkRiseWithinAMillisecond() {
        serve(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC), Fingerprint::of);

        List<String> ids = group(Collections.nCopies(20, SMALL).toArray(Event[]::new)).stream()
                .map(each -> await(each).id().toString())
                .toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    private void serve(FormerAlgorithm former) {
        serve(Clock.systemUTC(), former);
    }

    private void serve(Clock clock, FormerAlgorithm former) {
        await(vertx.deployVerticle(new GroupVerticle(bus, clock, List.of(former))));
    }

    /** In one turn of an event loop. */
    private List<Future<GroupedEvent>> group(Event... events) {
        Promise<List<Future<GroupedEvent>>> asked = Promise.promise();
        vertx.runOnContext(here -> {
            Groups groups = new Groups(vertx, bus);
            asked.complete(Arrays.stream(events)
                    .map(event -> groups.group(PROJECT, event))
                    .toList());
        });
        return await(asked.future());
    }
}
