package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AloneWarningsTest {
    private static final long SECOND = 1_000_000_000L;

    private final AloneWarnings solitude = new AloneWarnings();

    @Test
    void saysSoEverMoreSeldom() {
        List<Long> said = new ArrayList<>();
        for (long second = 0; second <= 3_600; second++) {
            solitude.look(true, second * SECOND).map(Duration::toSeconds).ifPresent(said::add);
        }

        assertThat(said).containsExactly(10L, 30L, 70L, 150L, 310L, 630L, 1_230L, 1_830L, 2_430L, 3_030L);
    }

    @Test
    void beginsAnewAfterCompany() {
        assertThat(solitude.look(true, 0)).isEmpty();
        assertThat(solitude.look(true, 10 * SECOND)).contains(Duration.ofSeconds(10));
        assertThat(solitude.look(false, 100 * SECOND)).isEmpty();

        assertThat(solitude.look(true, 200 * SECOND)).isEmpty();
        assertThat(solitude.look(true, 209 * SECOND)).isEmpty();
        assertThat(solitude.look(true, 210 * SECOND)).contains(Duration.ofSeconds(10));
    }
}
