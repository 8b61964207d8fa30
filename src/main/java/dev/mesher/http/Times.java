package dev.mesher.http;

import dev.mesher.text.FullPattern;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text form of times in the API: ISO-8601 in UTC. It always has six fractional digits, which is PostgreSQL's
 * precision, so the text sorts like the time.
 */
public final class Times {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);
    private static final FullPattern TEXT =
            FullPattern.of("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z", 27);

    private Times() {}

    public static String text(OffsetDateTime time) {
        return FORM.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }

    /** Null for null. */
    public static @Nullable String textOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : text(time);
    }

    /** Parses ISO-8601 in UTC with up to six fractional digits. Empty when the text has another form. */
    public static Optional<OffsetDateTime> parse(String text) {
        if (!TEXT.matches(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
