package dev.mesher.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class BacklogTest {
    private static final UUID PROJECT = UUID.randomUUID();

    private final HeldBytes held = new HeldBytes(1_000);
    private final Backlog backlog = new Backlog(held);

    @Test
    void dropsTheOldestPastAHundredAndCountsThem() {
        int made = 0;
        for (int i = 0; i < 103; i++) {
            made += backlog.add(message(Integer.toString(i)));
        }

        assertThat(made).isEqualTo(3);
        assertThat(backlog.takeDropped()).isEqualTo(3);
        assertThat(backlog.takeDropped()).isZero();
        assertThat(taken(backlog)).hasSize(100).startsWith("3", "4").endsWith("102");
    }

    @Test
    void whatNeverArrivedIsTold() {
        backlog.lost(7);

        assertThat(backlog.isEmpty()).isTrue();
        assertThat(backlog.takeDropped()).isEqualTo(7);
    }

    @Test
    void sharedMessagesAreHeldOnce() {
        Backlog other = new Backlog(held);
        StreamMessage shared = message("x".repeat(10));
        int unusedDrops = backlog.add(shared) + other.add(shared);
        assertThat(held.bytes()).isEqualTo(10);

        StreamMessage unused = backlog.take();
        assertThat(held.bytes()).isEqualTo(10);
        other.clear();
        assertThat(held.bytes()).isZero();
    }

    @Test
    void growsNoFurtherWhileTheNodeHoldsTooMuch() {
        for (String text : List.of("a", "b", "c")) {
            assertThat(backlog.add(message(text.repeat(400)))).isZero();
        }

        assertThat(backlog.add(message("d".repeat(400)))).isEqualTo(1);
        assertThat(held.bytes()).isEqualTo(1_200);
        assertThat(new Backlog(held).add(message("of another client"))).isZero();
        assertThat(backlog.takeDropped()).isEqualTo(1);
    }

    private static List<String> taken(Backlog backlog) {
        List<String> taken = new ArrayList<>();
        while (!backlog.isEmpty()) {
            taken.add(new String(backlog.take().json(), StandardCharsets.UTF_8));
        }
        return taken;
    }

    private static StreamMessage message(String text) {
        return StreamMessage.notice(PROJECT, false, text.getBytes(StandardCharsets.UTF_8));
    }
}
