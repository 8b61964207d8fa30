package dev.mesher.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ContainedTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(42);

    @Test
    void saysItInOneBoundedLineEveryTenSeconds() {
        LoggerContext logs = new LoggerContext();
        Logger log = logs.getLogger("test");
        lines.start();
        log.addAppender(lines);
        Contained contained = new Contained(log, "an item was left out", nanos::get);

        for (int i = 0; i < 1_000; i++) {
            contained.failed(overflow(0));
        }
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        contained.failed(new IllegalStateException("a\nb".repeat(1_000)));

        assertThat(lines.list).hasSize(2);
        assertThat(lines.list).allSatisfy(line -> {
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage()).hasSizeLessThan(500).doesNotContain("\n");
        });
        assertThat(lines.list.get(0).getFormattedMessage())
                .startsWith("an item was left out: java.lang.StackOverflowError: null at ")
                .contains("ContainedTest.overflow")
                .endsWith("(1 since the last such line)");
        assertThat(lines.list.get(1).getFormattedMessage())
                .contains("java.lang.IllegalStateException: a b")
                .endsWith("(1000 since the last such line)");
    }

    private static StackOverflowError overflow(int depth) {
        return depth == 50 ? new StackOverflowError() : overflow(depth + 1);
    }
}
