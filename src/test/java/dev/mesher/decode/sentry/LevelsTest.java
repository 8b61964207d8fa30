package dev.mesher.decode.sentry;

import static dev.mesher.decode.sentry.Decoded.decode;
import static dev.mesher.decode.sentry.Decoded.fieldsOfNotes;
import static dev.mesher.decode.sentry.Decoded.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How grave an event is, in the words and numbers of the loggers that clients pass on. */
final class LevelsTest {
    @ParameterizedTest
    @CsvSource({
        "fatal, fatal",
        "critical, fatal",
        "crit, fatal",
        "emergency, fatal",
        "EMERG, fatal",
        "panic, fatal",
        "alert, fatal",
        "dpanic, fatal",
        "Fault, fatal",
        "FTL, fatal",
        "error, error",
        "err, error",
        "SEVERE, error",
        "ERROR3, error",
        "LOG_ERR, error",
        "LogLevel.Error, error",
        "syslog::crit, fatal",
        "warning, warning",
        "warn, warning",
        "E_USER_WARNING, warning",
        "deprecated, warning",
        "WRN, warning",
        "'  Warning\n', warning",
        "info, info",
        "log, info",
        "notice, info",
        "Information, info",
        "informational, info",
        "success, info",
        "INFO2, info",
        "debug, debug",
        "trace, debug",
        "Verbose, debug",
        "FINEST, debug",
        "silly, debug",
        "config, debug",
        "40, error",
        "' 3 ', error",
    })
    void words(String word, String expected) {
        Event event = decode("{\"level\":\"" + word.replace("\n", "\\n") + "\"}");

        assertThat(event.level().wireName()).isEqualTo(expected);
        assertThat(json(event).containsKey("notes")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "node, 10, debug",
        "node, 20, debug",
        "node, 30, info",
        "node, 40, warning",
        "node, 50, error",
        "node, 60, fatal",
        "javascript, 50, error",
        "javascript, 35, info",
        "node, 3, error",
        "javascript, 0, fatal",
        "python, 10, debug",
        "python, 20, info",
        "python, 25, info",
        "python, 30, warning",
        "python, 40, error",
        "python, 50, fatal",
        "python, 4, warning",
        "other, 50, fatal",
        "go, 0, fatal",
        "go, 1, fatal",
        "go, 2, fatal",
        "go, 3, error",
        "go, 4, warning",
        "go, 5, info",
        "go, 6, info",
        "go, 7, debug",
        "go, 8, debug",
        "go, 40.0, error",
        "php, 100, debug",
        "php, 250, info",
        "php, 300, warning",
        "php, 400, error",
        "php, 550, fatal",
        "php, 20, info",
    })
    void numbers(String platform, String number, String expected) {
        for (String sent : new String[] {number, '"' + number + '"'}) {
            Event event = decode("{\"platform\":\"" + platform + "\",\"level\":" + sent + "}");

            assertThat(event.level().wireName()).as(sent).isEqualTo(expected);
            assertThat(json(event).containsKey("notes")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sample\"",
                "\"\"",
                "{}",
                "[\"info\"]",
                "-1",
                "NaN",
                "61",
                "1e300",
                "true",
                "\"4e1\"",
                "\"info of a kind that is longer than any of the words\""
            })
    void whatIsUnknownIsAnErrorWithANote(String sent) {
        Event event = decode("{\"platform\":\"node\",\"level\":" + sent + "}");

        assertThat(event.level().wireName()).isEqualTo("error");
        assertThat(fieldsOfNotes(json(event))).containsExactly("level");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"level\":null,"})
    void whatDoesNotSayItIsAnError(String field) {
        Event event = decode("{" + field + "\"message\":\"m\"}");

        assertThat(event.level().wireName()).isEqualTo("error");
        assertThat(json(event).containsKey("notes")).isFalse();
    }
}
