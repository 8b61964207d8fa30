package dev.mesher.write;

import dev.mesher.event.Attempt;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The request keys of the last 24 hours, each with the answer that its first request got. */
final class RequestKeyStore {
    /**
     * Claims keys in sorted order, so that two transactions cannot deadlock. Waits for a transaction that has claimed
     * the same key.
     */
    private static final String CLAIM =
            """
            INSERT INTO request_keys
                (project_id, request_key, payload_hash, attempt_id, ingress_node, owner_node, routed, journalled)
            SELECT u.project_id, u.request_key, u.payload_hash, u.attempt_id, u.ingress_node, $6,
                   u.ingress_node <> $6, u.journalled
            FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $7::boolean[])
                AS u (project_id, request_key, payload_hash, attempt_id, ingress_node, journalled)
            ORDER BY 1, 2
            ON CONFLICT DO NOTHING
            RETURNING attempt_id""";

    private static final String ANSWER =
            """
            UPDATE request_keys k SET results = u.results
            FROM unnest($1::uuid[], $2::text[], $3::text[]) AS u (project_id, request_key, results)
            WHERE k.project_id = u.project_id AND k.request_key = u.request_key""";

    private static final String FIND =
            """
            SELECT u.number, k.payload_hash, k.attempt_id, k.results
            FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS u (project_id, request_key, number)
            JOIN request_keys k ON k.project_id = u.project_id AND k.request_key = u.request_key""";

    private RequestKeyStore() {}

    /** The request that has claimed a key, and its answer. */
    record Taken(UUID payloadHash, UUID attemptId, Results results) {
        /** The outcome for {@code attempt}. It may be the same attempt whose outcome was unknown. */
        KeyedOutcome outcome(Attempt attempt, boolean bulk) {
            if (attemptId.equals(attempt.id())) {
                return new KeyedOutcome(KeyedOutcome.Kind.FIRST, results.results(), Map.of());
            }
            return payloadHash.equals(attempt.payloadHash()) && results.bulk() == bulk
                    ? new KeyedOutcome(KeyedOutcome.Kind.DUPLICATE, results.results(), Map.of())
                    : KeyedOutcome.conflict();
        }
    }

    /** Claims the keys that are free. Completes with the ids of the attempts that got their key. */
    static Future<Set<UUID>> claim(SqlClient transaction, List<KeyedWrite> units, String node) {
        return transaction
                .preparedQuery(CLAIM)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(column(units, UUID[]::new, KeyedWrite::projectId))
                        .addArrayOfString(column(
                                units, String[]::new, unit -> unit.attempt().key()))
                        .addArrayOfUUID(column(
                                units, UUID[]::new, unit -> unit.attempt().payloadHash()))
                        .addArrayOfUUID(column(
                                units, UUID[]::new, unit -> unit.attempt().id()))
                        .addArrayOfString(column(units, String[]::new, KeyedWrite::ingress))
                        .addString(node)
                        .addArrayOfBoolean(column(units, Boolean[]::new, unit -> unit.given() != null)))
                .map(rows -> {
                    Set<UUID> claimed = new HashSet<>();
                    for (Row row : rows) {
                        claimed.add(row.getUUID(0));
                    }
                    return claimed;
                });
    }

    /**
     * Stores the answers with the keys.
     *
     * @param results in the order of {@code units}
     */
    static Future<Void> answer(SqlClient transaction, List<KeyedWrite> units, List<String> results) {
        return transaction
                .preparedQuery(ANSWER)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(column(units, UUID[]::new, KeyedWrite::projectId))
                        .addArrayOfString(column(
                                units, String[]::new, unit -> unit.attempt().key()))
                        .addArrayOfString(results.toArray(String[]::new)))
                .mapEmpty();
    }

    /** The requests that have claimed the units' keys, by the id of the unit's attempt. */
    static Future<Map<UUID, Taken>> find(SqlClient client, List<KeyedWrite> units) {
        return client.preparedQuery(FIND)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(column(units, UUID[]::new, KeyedWrite::projectId))
                        .addArrayOfString(column(
                                units, String[]::new, unit -> unit.attempt().key())))
                .map(rows -> {
                    Map<UUID, Taken> taken = new HashMap<>();
                    for (Row row : rows) {
                        int number = row.getLong("number").intValue() - 1;
                        taken.put(units.get(number).attempt().id(), taken(row));
                    }
                    return taken;
                });
    }

    /** The request that has claimed a key; empty when the key is free. */
    static Future<Optional<Taken>> find(SqlClient client, UUID projectId, String key) {
        return client.preparedQuery(FIND)
                .execute(Tuple.tuple().addArrayOfUUID(new UUID[] {projectId}).addArrayOfString(new String[] {key}))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(taken(row));
                    }
                    return Optional.empty();
                });
    }

    private static Taken taken(Row row) {
        return new Taken(
                row.getUUID("payload_hash"), row.getUUID("attempt_id"), Results.parse(row.getString("results")));
    }

    private static <T> T[] column(List<KeyedWrite> units, IntFunction<T[]> array, Function<KeyedWrite, T> part) {
        return units.stream().map(part).toArray(array);
    }
}
