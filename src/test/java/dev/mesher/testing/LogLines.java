package dev.mesher.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What this JVM logs from now on, Mesher's own HTTP edge in every detail. */
public final class LogLines implements AutoCloseable {
    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger edge = logger("dev.mesher.http");
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    };

    public LogLines() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        edge.setLevel(Level.DEBUG);
    }

    /** Lines of this level and above. */
    public List<String> at(Level level) {
        return lines.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(level))
                .map(String::valueOf)
                .toList();
    }

    /** Lines of the class with this simple name. */
    public List<String> of(String className) {
        return lines.stream()
                .filter(line -> line.getLoggerName().endsWith("." + className))
                .map(String::valueOf)
                .toList();
    }

    @Override
    public void close() {
        boolean unused = root.detachAppender(appender);
        edge.setLevel(null);
        appender.stop();
    }

    private static Logger logger(String name) {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
    }
}
