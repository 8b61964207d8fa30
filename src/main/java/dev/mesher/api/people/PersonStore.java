package dev.mesher.api.people;

import dev.mesher.access.Principal;
import dev.mesher.access.Role;
import dev.mesher.access.Scope;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/** The caller, and the organisations that the caller may see. */
public final class PersonStore {
    private static final int MAX_LISTED = 1_000;

    private final Pool pool;

    public PersonStore(Pool pool) {
        this.pool = pool;
    }

    /** The caller as JSON. {@code user} is null for a caller who needs no account, who counts as an operator. */
    Future<JsonObject> me(Principal caller) {
        JsonArray scopes = new JsonArray();
        Scope.LIST.stream().filter(caller::allows).map(Scope::wireName).forEach(scopes::add);
        return user(caller).compose(user -> organizations(caller).map(organizations -> new JsonObject()
                .put("user", user)
                .put("organizations", organizations)
                .put("scopes", scopes)
                .put("operator", caller.operator())));
    }

    public Future<JsonArray> organizations(Principal caller) {
        return pool.preparedQuery(
                        """
                        SELECT id, name, slug, created_at FROM organizations
                        WHERE $1::uuid[] IS NULL OR id = ANY ($1)
                        ORDER BY created_at DESC, id DESC LIMIT $2""")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(caller.organizationFilter())
                        .addInteger(MAX_LISTED))
                .map(rows -> {
                    JsonArray all = new JsonArray();
                    rows.forEach(row -> all.add(organization(caller, row)));
                    return all;
                });
    }

    private Future<JsonObject> user(Principal caller) {
        if (caller.user() == null) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery("SELECT id, email, display_name FROM users WHERE id = $1")
                .execute(Tuple.of(caller.user()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new JsonObject()
                            .put("id", row.getUUID("id").toString())
                            .put("email", row.getString("email"))
                            .put("display_name", row.getString("display_name"));
                });
    }

    private static JsonObject organization(Principal caller, Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("name", row.getString("name"))
                .put("slug", row.getString("slug"))
                .put(
                        "role",
                        caller.roleIn(row.getUUID("id")).map(Role::wireName).orElse(null))
                .put("created_at", Times.text(row.getOffsetDateTime("created_at")));
    }
}
