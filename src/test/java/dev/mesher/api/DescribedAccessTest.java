package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.access.Scope;
import dev.mesher.api.endpoint.Endpoint;
import dev.mesher.testing.Description;
import dev.mesher.testing.Description.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the description says of who may call, against what the routes need. */
final class DescribedAccessTest {
    private final Description description = Description.load();

    @Test
    void securityAndRolesAreThoseOfTheRoutes() throws Exception {
        Map<String, Operation> described =
                description.operations().stream().collect(Collectors.toMap(Operation::route, Function.identity()));
        try (ApiServer server = new ApiServer()) {
            assertThat(server.endpoints()).isNotEmpty();
            for (Endpoint endpoint : server.endpoints()) {
                String route = endpoint.method() + " " + endpoint.path();
                JsonNode operation =
                        Objects.requireNonNull(described.get(route), route).node();
                assertThat(operation.path("x-needs").asText())
                        .as(route)
                        .isEqualTo(endpoint.needs().name().toLowerCase(Locale.ROOT));
                assertThat(operation.path("security").toString())
                        .as(route)
                        .isEqualTo(endpoint.needs()
                                .scope(endpoint.method())
                                .map(DescribedAccessTest::security)
                                .orElse("[]"));
            }
        }
    }

    /** What can be refused on the way to a route, before it is asked. */
    @Test
    void refusalsOfTheDoorAreDescribed() {
        for (Operation operation : description.operations()) {
            if (operation.node().has("x-needs")) {
                List<String> needed = new ArrayList<>(List.of("403", "503"));
                if (!operation.node().path("security").isEmpty()) {
                    needed.add("401");
                }
                if (operation.method().equals("POST")) {
                    needed.addAll(List.of("400", "413", "415"));
                }
                if (operation.path().contains("{")) {
                    needed.addAll(List.of("400", "404", "414"));
                }

                assertThat(statuses(operation))
                        .as(operation.route())
                        .containsAll(needed)
                        .doesNotContain("500");
            }
        }
    }

    private static List<String> statuses(Operation operation) {
        return operation.node().path("responses").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String security(Scope scope) {
        return "[{\"bearer\":[\"" + scope.wireName() + "\"]},{\"session\":[]}]";
    }
}
