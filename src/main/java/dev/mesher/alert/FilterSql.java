package dev.mesher.alert;

import dev.mesher.event.Level;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The filters of a rule as conditions on an event. They are the same for every rule: what a rule does not filter is NULL. */
final class FilterSql {
    /** The columns of a table whose rows are filters, with their types. */
    static final String COLUMNS =
            "environments text[], levels text[], releases text[], tag text, tag_values text[], issues uuid[]";

    private FilterSql() {}

    /**
     * The conditions on a row of the table of events.
     *
     * @param event the row's alias
     * @param first the number of the first parameter; six follow one another
     */
    static String conditions(String event, int first) {
        return conditions(
                event,
                "$" + first + "::text[]",
                "$" + (first + 1) + "::text[]",
                "$" + (first + 2) + "::text[]",
                "$" + (first + 3) + "::text",
                "$" + (first + 4) + "::text[]",
                "$" + (first + 5) + "::uuid[]");
    }

    /**
     * The conditions on a row of the table of events.
     *
     * @param event the row's alias
     * @param filters the alias of a row with the {@link #COLUMNS}
     */
    static String conditions(String event, String filters) {
        return conditions(
                event,
                filters + ".environments",
                filters + ".levels",
                filters + ".releases",
                filters + ".tag",
                filters + ".tag_values",
                filters + ".issues");
    }

    private static String conditions(
            String event,
            String environments,
            String levels,
            String releases,
            String tag,
            String tagValues,
            String issues) {
        return """
               (%2$s IS NULL OR %1$s.environment = ANY (%2$s))
               AND (%3$s IS NULL OR %1$s.level = ANY (%3$s))
               AND (%4$s IS NULL OR %1$s.release = ANY (%4$s))
               AND (%5$s IS NULL OR %1$s.tags ->> %5$s = ANY (%6$s))
               AND (%7$s IS NULL OR %1$s.issue_id = ANY (%7$s))"""
                .formatted(event, environments, levels, releases, tag, tagValues, issues);
    }

    /** Adds the six parameters of {@link #conditions(String, int)}. */
    static Tuple add(Tuple parameters, AlertFilters filters) {
        return parameters
                .addArrayOfString(texts(filters.environments()))
                .addArrayOfString(texts(levels(filters)))
                .addArrayOfString(texts(filters.releases()))
                .addString(filters.tag().map(AlertFilters.Tag::key).orElse(null))
                .addArrayOfString(filters.tag().map(tag -> texts(tag.values())).orElse(null))
                .addArrayOfUUID(
                        filters.issues().isEmpty() ? null : filters.issues().toArray(UUID[]::new));
    }

    /** A row with the {@link #COLUMNS}, for {@code jsonb_to_recordset}. An absent field is NULL. */
    static JsonObject row(AlertFilters filters) {
        JsonObject row = new JsonObject();
        put(row, "environments", filters.environments());
        put(row, "levels", levels(filters));
        put(row, "releases", filters.releases());
        filters.tag().ifPresent(tag -> put(row.put("tag", tag.key()), "tag_values", tag.values()));
        put(row, "issues", filters.issues().stream().map(UUID::toString).toList());
        return row;
    }

    private static void put(JsonObject row, String column, List<String> values) {
        if (!values.isEmpty()) {
            row.put(column, new JsonArray(values));
        }
    }

    private static List<String> levels(AlertFilters filters) {
        return filters.levels().stream().map(Level::wireName).toList();
    }

    private static String @Nullable [] texts(List<String> values) {
        return values.isEmpty() ? null : values.toArray(String[]::new);
    }
}
