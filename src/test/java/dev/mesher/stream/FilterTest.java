package dev.mesher.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterTest {
    private static final UUID PROJECT = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"filters\":{}}|true|true",
                "{\"filters\":{\"level\":\"error\"}}|true|false",
                "{\"filters\":{\"environment\":\"prod\"}}|true|false",
                "{\"filters\":{\"level\":\"error\",\"environment\":\"dev\"}}|false|false",
                "{\"filters\":{\"level\":null,\"environment\":\"\"},\"more\":1}|true|true"
            })
    void narrowsEvents(String frame, boolean errorOfProd, boolean infoOfNowhere) {
        Filter filter = Filter.parse(frame);

        assertThat(filter.lets(StreamMessage.event(PROJECT, Level.ERROR, "prod", false, new byte[0], 0)))
                .isEqualTo(errorOfProd);
        assertThat(filter.lets(StreamMessage.event(PROJECT, Level.INFO, null, false, new byte[0], 0)))
                .isEqualTo(infoOfNowhere);
        assertThat(filter.lets(StreamMessage.notice(PROJECT, false, new byte[0])))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"filters\":[]}",
                "{\"filters\":{\"level\":\"loud\"}}",
                "{\"filters\":{\"level\":1}}",
                "{\"filters\":{\"environment\":{}}}",
                "{\"filters\":{\"release\":\"1\"}}"
            })
    void refusesAnythingElse(String frame) {
        assertThatThrownBy(() -> Filter.parse(frame)).isInstanceOf(Refusal.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> Filter.parse("{\"filters\":{\"environment\":\"" + "e".repeat(4_096) + "\"}}"))
                .hasMessage("frame is longer than 4096 characters");
    }
}
