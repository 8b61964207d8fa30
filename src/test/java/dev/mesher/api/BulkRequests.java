package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Actions on many issues of the seeded project, as a client asks for them. Each returns the results.
 *
 * @param user whom issues are assigned to
 */
record BulkRequests(RawHttp http, UUID user) {
    /** Requests of a server to which a member is added, whom issues are assigned to. */
    static BulkRequests of(ApiServer server) {
        People people = new People(server);
        UUID user = people.user("ann@a.example");
        UUID unused = people.member(people.defaultOrganization(), user, "member");
        return new BulkRequests(server.http(), user);
    }

    static final String PATH = "/api/v1/projects/1/issues/actions";

    static JsonObject body(String action, UUID... issues) {
        JsonArray ids = new JsonArray();
        for (UUID issue : issues) {
            ids.add(issue.toString());
        }
        return new JsonObject().put("issue_ids", ids).put("action", action);
    }

    @CanIgnoreReturnValue
    List<JsonObject> act(String action, UUID... issues) {
        return results(http.post(PATH, body(action, issues).put("user_id", user.toString())));
    }

    /** Undoes the action that had these results. */
    List<JsonObject> restore(List<JsonObject> done) {
        JsonArray states = new JsonArray();
        done.forEach(result -> states.add(result.getJsonObject("before")
                .copy()
                .put("id", result.getString("id"))
                .put("changed", result.getString("changed"))));
        return results(http.post(PATH, new JsonObject().put("action", "restore").put("states", states)));
    }

    static List<JsonObject> results(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonArray results = answer.object().getJsonArray("results");
        return IntStream.range(0, results.size())
                .mapToObj(results::getJsonObject)
                .toList();
    }

    static List<String> statuses(List<JsonObject> results) {
        return results.stream().map(result -> result.getString("status")).toList();
    }
}
