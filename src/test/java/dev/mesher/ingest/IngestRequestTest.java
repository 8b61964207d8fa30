package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import dev.mesher.event.Slot;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class IngestRequestTest {
    private static final RateWindow WINDOW = new RateWindow(10, 0, 60);

    private final Refusal bad = Refusal.malformed("bad");

    @Test
    void theWindowsRoomGoesToTheFirstEventsAndNoneToWhatIsRefusedAlready() {
        IngestRequest<String> admitted = bulk(
                        Attempt.unnamed(),
                        List.of(Slot.toStore("a"), Slot.done(bad), Slot.toStore("b"), Slot.toStore("c")))
                .admitted(2, WINDOW);

        assertThat(Slot.eventsToStore(admitted.slots())).containsExactly("a", "b");
        assertThat(admitted.slots().get(1)).isEqualTo(Slot.done(bad));
        Refusal spent = admitted.slots().get(3).fold(event -> bad, Refusal.class::cast);
        assertThat(spent.kind()).isEqualTo(Refusal.Kind.RATE_LIMITED);
        assertThat(spent.window()).isEqualTo(WINDOW);
        assertThat(admitted.window()).isEqualTo(WINDOW);
    }

    @Test
    void onlyABulkWithoutAKeyFailsEventByEvent() {
        assertThat(bulk(Attempt.unnamed(), List.of(Slot.toStore("a"))).failsWhole())
                .isFalse();
        assertThat(bulk(Attempt.named("key"), List.of(Slot.toStore("a"))).failsWhole())
                .isTrue();
        assertThat(IngestRequest.of(project(), Attempt.unnamed(), "a", Patience.NONE)
                        .failsWhole())
                .isTrue();
    }

    private static IngestRequest<String> bulk(Attempt attempt, List<Slot<String>> slots) {
        return new IngestRequest<>(project(), attempt, true, slots, Patience.NONE, null);
    }

    private static Project project() {
        return new Project(UUID.randomUUID(), 1, 1.0);
    }
}
