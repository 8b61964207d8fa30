package dev.mesher.attachment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Adds counts to {@code item_counts} in one statement. Counts of deleted projects are left out. */
public final class ItemCountStore {
    private static final String ADD =
            """
            INSERT INTO item_counts AS c (project_id, day, category, item_count)
            SELECT u.project_id, u.day, u.category, u.item_count
            FROM unnest($1::uuid[], $2::date[], $3::text[], $4::bigint[]) AS u (project_id, day, category, item_count)
            JOIN projects p ON p.id = u.project_id AND p.deleted_at IS NULL
            ORDER BY u.project_id, u.day, u.category
            ON CONFLICT (project_id, day, category) DO UPDATE SET item_count = c.item_count + excluded.item_count""";

    private ItemCountStore() {}

    public static Future<Void> add(SqlClient client, Map<ItemCounts.Key, Long> counts) {
        List<Map.Entry<ItemCounts.Key, Long>> rows = List.copyOf(counts.entrySet());
        return client.preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(
                                rows.stream().map(row -> row.getKey().project()).toArray(UUID[]::new))
                        .addArrayOfLocalDate(
                                rows.stream().map(row -> row.getKey().day()).toArray(LocalDate[]::new))
                        .addArrayOfString(rows.stream()
                                .map(row -> row.getKey().category())
                                .toArray(String[]::new))
                        .addArrayOfLong(rows.stream().map(Map.Entry::getValue).toArray(Long[]::new)))
                .mapEmpty();
    }
}
