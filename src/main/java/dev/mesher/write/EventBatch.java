package dev.mesher.write;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.GroupedEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A batch of rows as the array parameters of SQL statements. */
record EventBatch(List<EventRow> rows) {

    /**
     * The parameters of {@code store.sql}.
     *
     * @param seenIn for each row, its issue if that is known to have the row's environment and release; null otherwise
     */
    Tuple storeParameters(RollupSlot slot, @Nullable UUID[] seenIn) {
        return Tuple.tuple()
                .addArrayOfUUID(column(UUID[]::new, GroupedEvent::id))
                .addArrayOfOffsetDateTime(receivedAt())
                .addArrayOfUUID(column(UUID[]::new, GroupedEvent::projectId))
                .addArrayOfUUID(ofEvent(UUID[]::new, Event::eventId))
                .addArrayOfString(column(String[]::new, GroupedEvent::fingerprint))
                .addArrayOfString(ofEvent(String[]::new, event -> event.level().wireName()))
                .addArrayOfString(ofEvent(String[]::new, Event::message))
                .addArrayOfString(ofException(ExceptionInfo::typeName))
                .addArrayOfString(ofException(ExceptionInfo::value))
                .addArrayOfString(ofEvent(String[]::new, Event::environment))
                .addArrayOfString(ofEvent(String[]::new, Event::release))
                .addArrayOfString(ofEvent(String[]::new, Event::sessionId))
                .addArrayOfUUID(ofEvent(UUID[]::new, Event::userHash))
                .addArrayOfString(rows.stream().map(EventRow::tags).toArray(String[]::new))
                .addArrayOfBuffer(
                        rows.stream().map(row -> Buffer.buffer(row.payload())).toArray(Buffer[]::new))
                .addShort(slot.number())
                .addOffsetDateTime(runningHour().atOffset(ZoneOffset.UTC))
                .addArrayOfUUID(seenIn);
    }

    /**
     * The parameters of {@code store-known.sql}: those of {@code store.sql}, and the places that are new to their
     * issues.
     *
     * @param issues of each row
     */
    Tuple storeKnownParameters(RollupSlot slot, List<UUID> issues, Set<NewPlace> unseen) {
        return storeParameters(slot, issues.toArray(UUID[]::new))
                .addArrayOfUUID(unseen.stream().map(NewPlace::issue).toArray(UUID[]::new))
                .addArrayOfString(unseen.stream().map(NewPlace::environment).toArray(String[]::new))
                .addArrayOfString(unseen.stream().map(NewPlace::release).toArray(String[]::new));
    }

    /**
     * The parameters of {@code open-issues.sql}. Each row has a different fingerprint.
     *
     * @param issueIds ids of the new issues, one for each row
     */
    Tuple openIssuesParameters(UUID[] issueIds) {
        return Tuple.tuple()
                .addArrayOfUUID(issueIds)
                .addArrayOfUUID(column(UUID[]::new, GroupedEvent::projectId))
                .addArrayOfString(column(String[]::new, GroupedEvent::fingerprint))
                .addArrayOfString(column(String[]::new, GroupedEvent::title))
                .addArrayOfString(column(String[]::new, GroupedEvent::culprit))
                .addArrayOfString(ofEvent(String[]::new, event -> event.level().wireName()))
                .addArrayOfShort(column(Short[]::new, grouped -> (short) grouped.algorithm()))
                .addArrayOfString(column(
                        String[]::new, grouped -> grouped.formerFingerprint().get()))
                .addArrayOfString(ofException(ExceptionInfo::typeName))
                .addArrayOfString(ofException(ExceptionInfo::value));
    }

    /** The ids and times by which the rows are found again. */
    Tuple keyParameters() {
        return Tuple.tuple()
                .addArrayOfUUID(column(UUID[]::new, GroupedEvent::id))
                .addArrayOfOffsetDateTime(receivedAt());
    }

    /** The clients' event ids with their projects. */
    Tuple eventIdParameters() {
        return Tuple.tuple()
                .addArrayOfUUID(column(UUID[]::new, GroupedEvent::id))
                .addArrayOfUUID(column(UUID[]::new, GroupedEvent::projectId))
                .addArrayOfUUID(ofEvent(UUID[]::new, Event::eventId));
    }

    /**
     * The hour of the latest row. Events of an earlier hour are late: they were delayed, or came just before the hour
     * began.
     */
    Instant runningHour() {
        return rows.stream()
                .map(row -> row.grouped().receivedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .truncatedTo(ChronoUnit.HOURS);
    }

    private OffsetDateTime[] receivedAt() {
        return column(OffsetDateTime[]::new, grouped -> grouped.receivedAt().atOffset(ZoneOffset.UTC));
    }

    private @Nullable String[] ofException(Function<ExceptionInfo, @Nullable String> part) {
        return ofEvent(String[]::new, event -> event.exception() == null ? null : part.apply(event.exception()));
    }

    private <T> @Nullable T[] ofEvent(IntFunction<@Nullable T[]> array, Function<Event, @Nullable T> part) {
        return column(array, grouped -> part.apply(grouped.event()));
    }

    private <T> @Nullable T[] column(IntFunction<@Nullable T[]> array, Function<GroupedEvent, @Nullable T> part) {
        @Nullable T[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = part.apply(rows.get(i).grouped());
        }
        return column;
    }
}
