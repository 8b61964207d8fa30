package dev.mesher.bus;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that travel together: what one of them does to its stage, the others do not feel. */
final class LocalBusTest {
    private static final String ADDRESS = "test.stage";
    private final Vertx vertx = Vertx.vertx();
    private final LocalBus bus = LocalBus.create(vertx);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void whatFailsCostsNoneOfThoseBesideIt() {
        await(bus.<Integer, Integer>serveGathered(ADDRESS, LocalBusTest::stage).completion());
        Promise<List<Future<Integer>>> asked = Promise.promise();

        vertx.runOnContext(here -> {
            Gathered<Integer, Integer> requests = new Gathered<>(vertx, bus, ADDRESS);
            List<Future<Integer>> answers =
                    List.of(0, 1, 2, 3, 4).stream().map(requests::request).toList();
            asked.complete(answers);
        });

        List<Future<Integer>> answers = await(asked.future());
        await(Future.join(answers).otherwiseEmpty());
        assertThat(answers).extracting(Future::succeeded).containsExactly(true, false, false, false, true);
        assertThat(answers.get(1).cause()).isInstanceOf(StackOverflowError.class);
        assertThat(answers.get(2).cause()).isInstanceOf(NoClassDefFoundError.class);
        assertThat(answers.get(3).cause()).isInstanceOf(IllegalStateException.class);
        assertThat(answers.get(4).result()).isEqualTo(4);
    }

    private static Future<Integer> stage(Integer payload) {
        return switch (payload) {
            case 1 -> throw new StackOverflowError();
            case 2 -> throw new NoClassDefFoundError("gone");
            case 3 -> throw new IllegalStateException("broken");
            default -> Future.succeededFuture(payload);
        };
    }
}
