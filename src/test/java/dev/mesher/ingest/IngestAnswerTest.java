package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IngestAnswerTest {
    private final Refusal malformed = Refusal.malformed("bad");
    private final Refusal tooLarge = Refusal.tooLarge("large");
    private final Refusal rateLimited = Refusal.rateLimited(new RateWindow(1, 0, 1));
    private final Refusal unavailable = Refusal.unavailable("away");

    @Test
    void whatHelpsToSendAgainLaterStandsForTheWhole() {
        assertThat(answer(malformed, rateLimited, tooLarge).refusal()).isSameAs(rateLimited);
        assertThat(answer(rateLimited, unavailable, malformed).refusal()).isSameAs(unavailable);
        assertThat(answer(malformed, tooLarge).refusal()).isSameAs(tooLarge);
    }

    @Test
    void theFirstOfItsKindStandsForTheWhole() {
        assertThat(answer(malformed, Refusal.malformed("later")).refusal()).isSameAs(malformed);
    }

    @Test
    void isNoRefusalWhenAnEventWasTaken() {
        assertThat(answer(unavailable, Receipt.sampled()).refusal()).isNull();
    }

    @Test
    void aSingleEventsRefusalIsThrown() {
        assertThat(answer(Receipt.sampled()).receipt()).isEqualTo(Receipt.sampled());
        assertThatThrownBy(() -> answer(malformed).receipt()).isSameAs(malformed);
    }

    private static IngestAnswer answer(Result... results) {
        return new IngestAnswer(List.of(results), null, false);
    }
}
