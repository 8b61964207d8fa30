package dev.mesher.bus;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests travel as one message, and how each comes by its own answer. */
final class GatheredTest {
    private static final String ADDRESS = "test.gathered";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final LocalBus bus = LocalBus.create(vertx);
    private final List<List<Integer>> messages = new CopyOnWriteArrayList<>();
    private final Gathered<Integer, Integer> gathered = onContext(() -> new Gathered<>(vertx, bus, ADDRESS));

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void whatIsAskedInOneTurnIsOneMessageAndEachHasItsAnswer() {
        serve();

        List<Future<Integer>> answers = onContext(
                () -> IntStream.range(0, 5).mapToObj(gathered::request).toList());

        await(Future.all(answers));
        assertThat(answers).extracting(Future::result).containsExactly(0, 10, 20, 30, 40);
        assertThat(messages).containsExactly(List.of(0, 1, 2, 3, 4));
    }

    @Test
    void theNextTurnIsAnotherMessage() {
        serve();

        await(onContext(() -> gathered.request(1)));
        await(onContext(() -> gathered.request(2)));

        assertThat(messages).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whatIsAskedAloneSharesNoMessage() {
        serve();

        List<Future<Integer>> answers =
                onContext(() -> List.of(gathered.request(1), gathered.requestAlone(2), gathered.request(3)));

        await(Future.all(answers));
        assertThat(answers).extracting(Future::result).containsExactly(10, 20, 30);
        assertThat(messages).containsExactlyInAnyOrder(List.of(1, 3), List.of(2));
    }

    @Test
    void withoutAStageEachRequestFails() {
        List<Future<Integer>> answers =
                onContext(() -> List.of(gathered.request(1), gathered.request(2), gathered.requestAlone(3)));

        await(Future.join(answers).otherwiseEmpty());

        assertThat(answers).allSatisfy(answer -> assertThat(answer.cause()).isInstanceOf(Refusal.class));
    }

    @Test
    void anotherThreadIsRefused() {
        assertThatThrownBy(() -> gathered.request(1)).isInstanceOf(IllegalStateException.class);
    }

    private void serve() {
        await(bus.<List<Integer>, List<Gathered.Outcome<Integer>>>serve(ADDRESS, payloads -> {
                    messages.add(payloads);
                    return Future.succeededFuture(payloads.stream()
                            .<Gathered.Outcome<Integer>>map(payload -> new Gathered.Done<>(payload * 10))
                            .toList());
                })
                .completion());
    }

    private <T> T onContext(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> done.complete(work.get()));
        return await(done.future());
    }
}
