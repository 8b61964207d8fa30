package dev.mesher.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WriterTurnsTest {
    private final Vertx vertx = Vertx.vertx();
    private final WriterTurns patient = new WriterTurns(Duration.ofHours(1).toMillis());
    private final AtomicInteger asked = new AtomicInteger();
    private final WriterTurns.Turn one = join(patient);
    private final WriterTurns.Turn other = join(patient);

    private WriterTurns.Turn join(WriterTurns turns) {
        return turns.join(vertx.getOrCreateContext(), asked::incrementAndGet);
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Test
    void aWriterThatIsAloneBeginsAtOnce() {
        assertThat(one.mayBegin(1)).isTrue();
    }

    @Test
    void aWriterWithAsManyRowsAsTheOthersHaveBeginsAtOnce() {
        other.begin(10);

        assertThat(one.mayBegin(9)).isFalse();
        assertThat(one.mayBegin(10)).isTrue();
    }

    @Test
    void aWriterWithFewerRowsIsAskedWhenTheOtherIsDone() {
        other.begin(10);
        assertThat(one.mayBegin(9)).isFalse();

        other.end();

        await().until(() -> asked.get() > 0);
        assertThat(one.mayBegin(9)).isTrue();
    }

    @Test
    void aWriterDoesNotWaitForABatchThatIsStuck() {
        WriterTurns impatient = new WriterTurns(1);
        WriterTurns.Turn stuck = join(impatient);
        WriterTurns.Turn free = join(impatient);
        stuck.begin(10);
        assertThat(free.mayBegin(1)).isFalse();

        await().until(() -> asked.get() > 0);

        assertThat(free.mayBegin(1)).isTrue();
        free.begin(1);
        free.end();
        assertThat(free.mayBegin(1)).isFalse();
    }

    @Test
    void aWriterThatLeavesNeitherWaitsNorIsWaitedFor() {
        other.begin(10);

        other.leave();

        assertThat(one.mayBegin(1)).isTrue();
        assertThat(other.mayBegin(1)).isTrue();
    }

    @Test
    void aWriterThatLeftCommitsEveryBatchThatStillWaitsWithoutATurn() {
        other.leave();
        other.begin(1);
        other.end();
        one.begin(10);

        assertThat(other.mayBegin(1)).isTrue();
    }
}
