package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines that are logged with {@code MESHER_LOG=json}. */
final class LogOutputTest {
    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logger log = context.getLogger("dev.mesher.Example");

    @BeforeEach
    void logText() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%msg%n");
        text.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(text);
        appender.setOutputStream(out);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    @Test
    void eachLineIsOneObject() {
        LogOutput.useJson(context);

        log.info("[Mesher] {} said \"{}\"", "host", "two\nlines\u0000");
        log.warn("next");

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        JsonObject first = new JsonObject(lines.get(0));
        assertThat(first.getString("formattedMessage")).isEqualTo("[Mesher] host said \"two\nlines\u0000\"");
        assertThat(first.getString("level")).isEqualTo("INFO");
        assertThat(first.getString("loggerName")).isEqualTo("dev.mesher.Example");
        assertThat(first.getLong("timestamp")).isPositive();
        assertThat(new JsonObject(lines.get(1)).getString("formattedMessage")).isEqualTo("next");
    }

    @Test
    void aFailureIsInsideWithItsCause() {
        LogOutput.useJson(context);

        log.error("it failed", new IllegalStateException("outer", new IllegalArgumentException("inner")));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        JsonObject failure = new JsonObject(lines.get(0)).getJsonObject("throwable");
        assertThat(failure.getString("message")).isEqualTo("outer");
        assertThat(failure.getJsonObject("cause").getString("message")).isEqualTo("inner");
        assertThat(failure.getJsonArray("stepArray").getJsonObject(0).getString("className"))
                .isEqualTo(LogOutputTest.class.getName());
    }
}
