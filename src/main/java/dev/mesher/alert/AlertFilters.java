package dev.mesher.alert;

import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which events a rule judges: those that meet every filter. A filter with several values is met by any of them, and an
 * empty list filters nothing.
 */
public record AlertFilters(
        List<String> environments, List<Level> levels, List<String> releases, Optional<Tag> tag, List<UUID> issues) {
    /** All events. */
    public static final AlertFilters NONE =
            new AlertFilters(List.of(), List.of(), List.of(), Optional.empty(), List.of());

    private static final Set<String> NAMES = Set.of("environment", "level", "release", "tag", "issue");
    private static final Set<String> TAG_NAMES = Set.of("key", "value");

    /** The event has a tag of this key with one of these values. */
    public record Tag(String key, List<String> values) {}

    /**
     * Reads {@code {"environment":…,"level":…,"release":…,"tag":{"key":…,"value":…},"issue":…}}. Each field may be absent, and
     * each value may be one text or a list of texts.
     *
     * @throws Refusal for a field that is unknown or malformed; it names the field
     */
    public static AlertFilters parse(JsonObject json) {
        FilterValues values = new FilterValues("filters.", json);
        values.refuseOthers(NAMES);
        return new AlertFilters(
                values.texts("environment"),
                values.texts("level").stream().map(AlertFilters::level).toList(),
                values.texts("release"),
                Optional.ofNullable(json.getValue("tag")).map(AlertFilters::tag),
                values.texts("issue").stream().map(AlertFilters::issue).toList());
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    private static Level level(String text) {
        return Level.parse(text)
                .orElseThrow(() -> Refusal.malformed(
                        "filters.level must be one of fatal, error, warning, info, debug, or a list of them"));
    }

    private static UUID issue(String text) {
        return Uuids.parse(text)
                .orElseThrow(() -> Refusal.malformed("filters.issue must be a UUID, or a list of them"));
    }

    private static Tag tag(Object value) {
        if (!(value instanceof JsonObject json)) {
            throw Refusal.malformed("filters.tag must be a JSON object");
        }
        FilterValues values = new FilterValues("filters.tag.", json);
        values.refuseOthers(TAG_NAMES);
        return new Tag(values.text("key"), values.someTexts("value"));
    }
}
