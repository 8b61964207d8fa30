package dev.mesher.api;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Accounts written by plain SQL, as other tools write them, and their ways to sign in. */
public final class People {
    static final String PASSWORD = "correct horse battery";

    private final StoredData data;
    private final RawHttp http;

    public People(ApiServer server) {
        this.data = server.data();
        this.http = server.http();
    }

    UUID organization(String slug) {
        return data.sql("INSERT INTO organizations (name, slug) VALUES ($1, $1) RETURNING id", slug)
                .iterator()
                .next()
                .getUUID(0);
    }

    public UUID defaultOrganization() {
        return data.sql("SELECT id FROM organizations WHERE slug = 'default'")
                .iterator()
                .next()
                .getUUID(0);
    }

    UUID user(String email) {
        return data.sql(
                        "INSERT INTO users (email, password_hash) VALUES ($1, crypt($2, gen_salt('bf', 4))) RETURNING id",
                        email,
                        PASSWORD)
                .iterator()
                .next()
                .getUUID(0);
    }

    /** The id of the membership. */
    UUID member(UUID organization, UUID user, String role) {
        return data.sql(
                        "INSERT INTO org_memberships (org_id, user_id, role) VALUES ($1, $2, $3) RETURNING id",
                        organization,
                        user,
                        role)
                .iterator()
                .next()
                .getUUID(0);
    }

    /** A new account of that role, signed in: its bearer header. */
    public String signedIn(UUID organization, String email, String role) {
        UUID unused = member(organization, user(email), role);
        return bearer(login(email, PASSWORD).object().getString("token"));
    }

    RawHttp.Answer login(String email, String password, String... headers) {
        return http.post(
                "/api/v1/auth/login", new JsonObject().put("email", email).put("password", password), headers);
    }

    /** A token of the account that {@code bearer} stands for: its own bearer header. */
    String token(String bearer, String... scopes) {
        RawHttp.Answer made = http.post(
                "/api/v1/tokens",
                new JsonObject().put("name", "test").put("scopes", new JsonArray(List.of(scopes))),
                bearer);
        return bearer(made.object().getString("token"));
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
