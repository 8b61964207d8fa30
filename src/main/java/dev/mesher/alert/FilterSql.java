package dev.mesher.alert;

import dev.mesher.event.Level;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The filters of a rule as conditions on an event. They are the same for every rule: what a rule does not filter is NULL. */
final class FilterSql {
    private FilterSql() {}

    /**
     * The conditions on a row of the table of events.
     *
     * @param event the row's alias
     * @param first the number of the first parameter; six follow one another
     */
    static String conditions(String event, int first) {
        return """
               ($%2$d::text[] IS NULL OR %1$s.environment = ANY ($%2$d))
               AND ($%3$d::text[] IS NULL OR %1$s.level = ANY ($%3$d))
               AND ($%4$d::text[] IS NULL OR %1$s.release = ANY ($%4$d))
               AND ($%5$d::text IS NULL OR %1$s.tags ->> $%5$d = ANY ($%6$d::text[]))
               AND ($%7$d::uuid[] IS NULL OR %1$s.issue_id = ANY ($%7$d))"""
                .formatted(event, first, first + 1, first + 2, first + 3, first + 4, first + 5);
    }

    /** Adds the six parameters of {@link #conditions}. */
    static Tuple add(Tuple parameters, AlertFilters filters) {
        return parameters
                .addArrayOfString(texts(filters.environments()))
                .addArrayOfString(texts(
                        filters.levels().stream().map(Level::wireName).toList()))
                .addArrayOfString(texts(filters.releases()))
                .addString(filters.tag().map(AlertFilters.Tag::key).orElse(null))
                .addArrayOfString(filters.tag().map(tag -> texts(tag.values())).orElse(null))
                .addArrayOfUUID(filters.issues().isEmpty() ? null : filters.issues().toArray(UUID[]::new));
    }

    private static String @Nullable [] texts(List<String> values) {
        return values.isEmpty() ? null : values.toArray(String[]::new);
    }
}
