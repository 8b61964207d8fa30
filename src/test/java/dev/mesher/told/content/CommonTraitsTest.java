package dev.mesher.told.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommonTraitsTest {
    @Test
    void namesWhatFourOfFiveEventsShareTogether() {
        assertThat(CommonTraits.of(
                        sample(44, Map.of("release", "4.18.2", "host", "pod-7"), 3, Map.of("host", "pod-1"))))
                .contains("44 of 47 share release 4.18.2 and host pod-7");
        assertThat(CommonTraits.of(sample(8, Map.of("host", "a"), 2, Map.of()))).contains("8 of 10 share host a");
    }

    @Test
    void saysNothingOfFewerEventsOrOfAFewOfThem() {
        assertThat(CommonTraits.of(List.of())).isEmpty();
        assertThat(CommonTraits.of(sample(2, Map.of("host", "a"), 0, Map.of()))).isEmpty();
        assertThat(CommonTraits.of(sample(7, Map.of("host", "a"), 3, Map.of()))).isEmpty();
    }

    @Test
    void traitsThatMostHaveButNotTogetherAreNotJoined() {
        List<Map<String, String>> sample = sample(8, Map.of("a", "1"), 2, Map.of("b", "2"));
        for (int i = 0; i < 6; i++) {
            sample.set(i, Map.of("a", "1", "b", "2"));
        }

        assertThat(CommonTraits.of(sample)).contains("8 of 10 share a 1");
    }

    @Test
    void namesThreeAtMostAndNoLevel() {
        assertThat(CommonTraits.of(sample(
                        3,
                        Map.of("level", "error", "d", "4", "c", "3", "environment", "e", "release", "r"),
                        0,
                        Map.of())))
                .contains("3 of 3 share release r, environment e and c 3");
        assertThat(CommonTraits.of(sample(3, Map.of("level", "error"), 0, Map.of())))
                .isEmpty();
    }

    private static List<Map<String, String>> sample(
            int many, Map<String, String> of, int others, Map<String, String> other) {
        List<Map<String, String>> sample = new ArrayList<>();
        for (int i = 0; i < many + others; i++) {
            sample.add(i < many ? of : other);
        }
        return sample;
    }
}
