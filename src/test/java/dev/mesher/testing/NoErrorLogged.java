package dev.mesher.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails a test during which this JVM logs an error. Meanwhile Mesher's HTTP edge logs in every detail. */
public final class NoErrorLogged implements BeforeEachCallback, AfterEachCallback {
    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger edge = logger("dev.mesher.http");
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    };

    @Override
    public void beforeEach(ExtensionContext test) {
        lines.clear();
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        edge.setLevel(Level.DEBUG);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        boolean unused = root.detachAppender(appender);
        edge.setLevel(null);
        appender.stop();
        assertThat(lines).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.ERROR));
    }

    /** What was logged so far by the class with this simple name. */
    public List<String> linesOf(String className) {
        return lines.stream()
                .filter(line -> line.getLoggerName().endsWith("." + className))
                .map(String::valueOf)
                .toList();
    }

    private static Logger logger(String name) {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
    }
}
