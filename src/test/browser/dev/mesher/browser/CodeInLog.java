package dev.mesher.browser;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mesher.access.FirstAccount;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Finds the one-time code for the first account, which a node that starts in this process writes to its log. */
final class CodeInLog implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("first account code (\\S+)");

    private final Logger logger = (Logger) LoggerFactory.getLogger(FirstAccount.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    /** From now on the log is read. */
    CodeInLog() {
        lines.start();
        logger.addAppender(lines);
    }

    /** The last one that was written. */
    String code() {
        List<String> codes = lines.list.stream()
                .flatMap(line -> LINE.matcher(line.getFormattedMessage()).results())
                .map((MatchResult found) -> found.group(1))
                .toList();
        return codes.get(codes.size() - 1);
    }

    @Override
    public void close() {
        boolean unused = logger.detachAppender(lines);
        lines.stop();
    }
}
