package dev.mesher.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ThrottledLogTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(42);

    @Test
    void saysItInOneBoundedLineEveryTenSeconds() {
        Logger log = (Logger) LoggerFactory.getLogger(ThrottledLogTest.class);
        lines.start();
        log.addAppender(lines);
        ThrottledLog failures = new ThrottledLog(Duration.ofSeconds(10), nanos::get);

        for (int i = 0; i < 1_000; i++) {
            failures.failed(ThrottledLogTest.class, "an item was left out", overflow(0));
        }
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        failures.failed(
                ThrottledLogTest.class, "an item was left out", new IllegalStateException("a\nb".repeat(1_000)));
        log.detachAppender(lines);

        assertThat(lines.list).hasSize(2);
        assertThat(lines.list).allSatisfy(line -> {
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage()).hasSizeLessThan(500).doesNotContain("\n");
        });
        assertThat(lines.list.get(0).getFormattedMessage())
                .startsWith("an item was left out: java.lang.StackOverflowError: null at ")
                .contains("ThrottledLogTest.overflow")
                .endsWith("(1 since the last such line)");
        assertThat(lines.list.get(1).getFormattedMessage())
                .contains("java.lang.IllegalStateException: a b")
                .endsWith("(1000 since the last such line)");
    }

    private static StackOverflowError overflow(int depth) {
        return depth == 50 ? new StackOverflowError() : overflow(depth + 1);
    }
}
