package dev.mesher.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.mesher.config.Settings.LogFormat;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/**
 * Sets the form of the lines that the process logs. {@code logback.xml} sets text. The choice may stand in {@code .env},
 * which Logback does not read.
 */
final class LogOutput {
    private LogOutput() {}

    /** To be called before the first line is logged. */
    static void use(LogFormat format) {
        if (format == LogFormat.JSON && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            useJson(context);
        }
    }

    static void useJson(LoggerContext context) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
            if (each.next() instanceof OutputStreamAppender<ILoggingEvent> lines) {
                lines.setEncoder(json(context));
            }
        }
    }

    /** One object a line: time, level, thread, logger, request, the whole message, and a failure with its stack trace. */
    private static JsonEncoder json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
