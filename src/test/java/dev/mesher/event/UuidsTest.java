package dev.mesher.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UuidsTest {
    private static final UUID ID = UUID.fromString("fedcba98-7654-4321-8fed-cba987654321");

    @ParameterizedTest
    @ValueSource(strings = {"fedcba98-7654-4321-8fed-cba987654321", "FEDCBA9876544321 8fedcba987654321"})
    void isReadWithAndWithoutDashes(String text) {
        assertThat(Uuids.parse(text.replace(" ", ""))).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "fedcba98-7654-4321-8fed-cba98765432",
                "fedcba98-7654-4321-8fed-cba9876543210",
                "fedcba9876544321-8fedcba987654321",
                "gedcba9876544321 8fedcba987654321",
                "fedcba98-7654-4321-8fed-cba987654321\n"
            })
    void nothingElseIsRead(String text) {
        assertThat(Uuids.parse(text)).isEmpty();
    }

    @Test
    void withDashesAloneIsStricter() {
        assertThat(Uuids.parseDashed(ID.toString())).contains(ID);
        assertThat(Uuids.parseDashed(ID.toString().replace("-", ""))).isEmpty();
    }

    @Test
    void anOwnIdHoldsItsTimeToTheMillisecond() {
        Instant time = Instant.parse("2026-02-03T04:05:06.789Z");
        UUID own = Generators.timeBasedEpochRandomGenerator(null).construct(time.toEpochMilli());

        assertThat(Uuids.receivedAt(own)).contains(time);
        assertThat(Uuids.receivedAt(ID)).isEmpty();
        // As PostgreSQL compares them: Java's own order takes the halves for signed numbers.
        assertThat(own.toString()).isBetween(first(time), first(time.plusMillis(1)));
    }

    private static String first(Instant time) {
        return Uuids.firstAt(time).toString();
    }
}
