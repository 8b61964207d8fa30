package dev.mesher.api.issue;

import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.query.IssueQuery;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A view that is to be saved.
 *
 * @param query text that {@link IssueQuery} can parse
 * @param shared whether the other members of the organisation see it too
 */
record NewView(String name, String query, IssueFilter.Sort sort, boolean shared) {
    /** Reads a request's body. Refuses a malformed field, and a query that is not one. */
    static NewView of(JsonObject body) {
        String name = BodyText.name(body, "name").orElseThrow(() -> Refusal.malformed("name is missing"));
        String query = BodyText.text(body, "query").orElse("");
        IssueQuery unused = IssueQuery.parse(query);
        if (!(body.getValue("shared", false) instanceof Boolean shared)) {
            throw Refusal.malformed("shared must be true or false");
        }
        return new NewView(name, query, sort(BodyText.text(body, "sort").orElse("last_seen")), shared);
    }

    private static IssueFilter.Sort sort(String text) {
        return Arrays.stream(IssueFilter.Sort.values())
                .filter(each -> each.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed("sort must be one of "
                        + Stream.of(IssueFilter.Sort.values())
                                .map(IssueFilter.Sort::wireName)
                                .collect(Collectors.joining(", "))));
    }
}
