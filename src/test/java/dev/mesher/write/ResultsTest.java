package dev.mesher.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultsTest {
    @Test
    void resultsSurviveTheirText() {
        Receipt accepted = new Receipt(Receipt.Status.ACCEPTED, new UUID(1, 2), new UUID(3, 4));

        Results back = Results.parse(
                new Results(true, List.of(accepted, Receipt.sampled(), Refusal.malformed("bad \"text\""))).text());

        assertThat(back.bulk()).isTrue();
        assertThat(back.results().subList(0, 2)).containsExactly(accepted, Receipt.sampled());
        assertThat(back.results().get(2)).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal)
                .hasMessage("bad \"text\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"results\":[{\"status\":\"accep",
                "{\"results\":null}",
                "{\"results\":{}}",
                "{\"results\":[null]}",
                "{\"results\":[1]}",
                "{\"results\":[{}]}",
                "{\"results\":[{\"status\":\"unheard of\"}]}",
                "{\"results\":[{\"status\":\"accepted\",\"id\":\"x\"}]}",
                "{\"results\":[{\"status\":\"accepted\",\"id\":{}}]}"
            })
    void aDamagedTextIsAnIllegalArgument(String text) {
        assertThatThrownBy(() -> Results.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCutTextIsAnIllegalArgument() {
        String text = new Results(false, List.of(Receipt.sampled())).text();

        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> Results.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void oneResultIsNeitherNoneNorTwo() {
        List<Receipt> two = List.of(Receipt.sampled(), Receipt.sampled());

        assertThat(Results.parseOne(new Results(false, List.of(Receipt.sampled())).text()))
                .isEqualTo(Receipt.sampled());
        assertThatThrownBy(() -> Results.parseOne(new Results(false, List.of()).text()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Results.parseOne(new Results(false, List.copyOf(two)).text()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
