package dev.mesher.api.query;

import dev.mesher.api.query.Condition.Field;
import dev.mesher.api.query.Condition.State;
import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import dev.mesher.http.Times;
import dev.mesher.text.FullPattern;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/** What may stand before a colon, and what each of them takes as its value. */
final class QueryKey {
    /** All keys, for a message. */
    static final String NAMES =
            "is:, level:, env:, release:, assigned:, user:, tag.<name>:, first_seen:, last_seen:, events: and users:";

    private static final String TAG = "tag.";
    private static final Set<String> KEYS = Set.of(
            "is", "level", "env", "release", "assigned", "user", "first_seen", "last_seen", "events", "users", "tag");
    private static final FullPattern AGO = FullPattern.of("([<>])(\\d{1,5})([mhdw])", 7);
    private static final FullPattern TIME = FullPattern.of("([<>])(\\d{4}-\\d\\d-\\d\\d)(T.{1,30})?", 48);
    private static final FullPattern COUNT = FullPattern.of("([<>])(\\d{1,15})", 16);

    private QueryKey() {}

    static boolean isKey(String name) {
        return KEYS.contains(name) || name.startsWith(TAG);
    }

    /**
     * The condition of {@code key:value}.
     *
     * @param at where the value begins, for a refusal
     */
    static Condition condition(String key, String value, int at) {
        return switch (key) {
            case "is" -> new Condition.Is(choice(key, value, at, List.of(State.values()), State::wireName));
            case "level" -> new Condition.OfLevel(choice(key, value, at, List.of(Level.values()), Level::wireName));
            case "env" -> new Condition.SeenInEnvironment(value);
            case "release" -> new Condition.SeenInRelease(value, null);
            case "assigned" -> assigned(value, at);
            case "user" -> new Condition.MetBy(value);
            case "first_seen" -> seen(Field.FIRST_SEEN, key, value, at);
            case "last_seen" -> seen(Field.LAST_SEEN, key, value, at);
            case "events" -> counted(Field.EVENTS, key, value, at);
            case "users" -> counted(Field.USERS, key, value, at);
            default -> tagged(key, value, at);
        };
    }

    private static <T> T choice(String key, String value, int at, List<T> choices, Function<T, String> wireName) {
        return choices.stream()
                .filter(each -> wireName.apply(each).equals(value))
                .findFirst()
                .orElseThrow(() -> Refusal.malformedAt(
                        key + ": takes one of " + choices.stream().map(wireName).collect(Collectors.joining(", ")),
                        at));
    }

    private static Condition assigned(String value, int at) {
        if (value.equals("me")) {
            return new Condition.AssignedToCaller();
        }
        if (value.equals("none")) {
            return new Condition.Is(State.UNASSIGNED);
        }
        if (value.indexOf('@') >= 0) {
            return new Condition.AssignedToAddress(value);
        }
        return new Condition.AssignedTo(Uuids.parse(value)
                .orElseThrow(
                        () -> Refusal.malformedAt("assigned: takes me, none, an e-mail address or a user's id", at)));
    }

    private static Condition seen(Field field, String key, String value, int at) {
        MatchResult ago = AGO.match(value);
        if (ago != null) {
            return new Condition.Ago(field, ago.group(1).equals(">"), time(Long.parseLong(ago.group(2)), ago.group(3)));
        }
        MatchResult time = TIME.match(value);
        return Optional.ofNullable(time)
                .flatMap(parts -> time(parts.group(2), parts.group(3)))
                .map(moment -> new Condition.At(field, value.charAt(0) == '>', moment))
                .orElseThrow(() -> Refusal.malformedAt(
                        key + ": takes < or > and a time ago (30m, 24h, 7d, 2w), a date (2026-11-01) or a time"
                                + " (2026-11-01T09:30:00Z)",
                        at));
    }

    private static Duration time(long count, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }

    /** A date is its first moment in UTC. */
    private static Optional<OffsetDateTime> time(String date, String rest) {
        return Times.parse(date + (rest == null ? "T00:00:00Z" : rest.toUpperCase(Locale.ROOT)));
    }

    private static Condition counted(Field field, String key, String value, int at) {
        MatchResult parts = COUNT.match(value);
        if (parts == null) {
            throw Refusal.malformedAt(key + ": takes < or > and a number, such as >100", at);
        }
        return new Condition.Counted(field, parts.group(1).equals(">"), Long.parseLong(parts.group(2)));
    }

    private static Condition tagged(String key, String value, int at) {
        if (key.length() <= TAG.length()) {
            throw Refusal.malformedAt("the tag's name is missing: tag.<name>:<value>", Math.max(0, at - 1));
        }
        return new Condition.Tagged(key.substring(TAG.length()), value);
    }
}
