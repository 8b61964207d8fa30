package dev.mesher.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SlotTest {
    private final Refusal bad = Refusal.malformed("bad");

    @Test
    void aStageLeavesWhatIsDoneAsItIs() {
        assertThat(Slot.toStore("event").then(event -> Slot.toStore(event.length())))
                .isEqualTo(Slot.toStore(5));
        assertThat(Slot.<String>done(bad).then(event -> Slot.toStore(event.length())))
                .isEqualTo(Slot.done(bad));
    }

    @Test
    void eventsToStoreKeepTheirOrder() {
        assertThat(Slot.eventsToStore(List.of(Slot.toStore("a"), Slot.done(Receipt.sampled()), Slot.toStore("b"))))
                .containsExactly("a", "b");
    }

    @Test
    void onlyRefusalsAreRefused() {
        assertThat(Slot.allRefused(List.of(Slot.done(bad), Slot.done(bad)))).isTrue();
        assertThat(Slot.allRefused(List.of(Slot.done(bad), Slot.done(Receipt.sampled()))))
                .isFalse();
        assertThat(Slot.allRefused(List.of(Slot.done(bad), Slot.toStore("event"))))
                .isFalse();
        assertThat(Slot.allRefused(List.of())).isFalse();
    }
}
