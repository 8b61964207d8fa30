package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.cluster.ClusteredRuntime;
import dev.mesher.testing.Await;
import dev.mesher.testing.Description;
import dev.mesher.testing.Description.Operation;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the description with the server's list of routes, and its parts with each other. */
final class DescribedRoutesTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

    private final Description description = Description.load();

    @Test
    void isValid() {
        assertThat(new OpenAPIV3Parser().readContents(description.text()).getMessages())
                .isEmpty();
    }

    /**
     * A comma in an unquoted description inside braces ends it in YAML: the rest becomes a key without a value. Only examples
     * have keys without a value on purpose.
     */
    @Test
    void noDescriptionIsCutAtAComma() {
        assertThat(cut(description.root(), "")).isEmpty();
    }

    private static List<String> cut(JsonNode node, String path) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            if (name.contains(" ") || field.getValue().isNull()) {
                found.add(path + "/" + name);
            }
            if (!name.equals("example")) {
                found.addAll(cut(field.getValue(), path + "/" + name));
            }
        }
        if (node.isArray()) {
            node.forEach(element -> found.addAll(cut(element, path + "/-")));
        }
        return found;
    }

    @Test
    void everyRouteIsDescribedAndEveryOperationIsARoute(@TempDir Path directory) {
        Vertx vertx = Vertx.vertx();
        try {
            Node node = Await.await(Node.start(
                    ClusteredRuntime.alone(vertx, "described"),
                    TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT)));
            Router router = Router.router(vertx);
            node.routes(router);

            assertThat(description.operations().stream()
                            .filter(operation -> !ofSentry(operation))
                            .map(Operation::route))
                    .containsExactlyInAnyOrderElementsOf(routes(router));
            assertThat(withMethod(router, HttpMethod.HEAD))
                    .as("HEAD is answered where GET is, as the description says of all of them")
                    .containsExactlyInAnyOrderElementsOf(withMethod(router, HttpMethod.GET));
            assertThat(sentryPaths(description)).containsExactlyInAnyOrderElementsOf(sentryPaths(router));

            Await.await(node.stop());
        } finally {
            Await.await(vertx.close());
        }
    }

    @Test
    void pathParametersAreThoseOfThePath() {
        for (Operation operation : description.operations()) {
            List<String> named = new ArrayList<>();
            Matcher each = PARAMETER.matcher(operation.path());
            while (each.find()) {
                named.add("path " + each.group(1));
            }

            assertThat(operation.parameters(description).keySet().stream().filter(name -> name.startsWith("path ")))
                    .as(operation.route())
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void everyOperationHasAnExampleThatIsOne() {
        for (Operation operation : description.operations()) {
            List<JsonNode> messages = new ArrayList<>();
            messages.add(description.resolve(operation.node().path("requestBody")));
            operation.node().path("responses").forEach(response -> messages.add(description.resolve(response)));
            int examples = 0;
            for (JsonNode message : messages) {
                for (Map.Entry<String, JsonNode> content :
                        message.path("content").properties()) {
                    JsonNode example = content.getValue().path("example");
                    examples += example.isMissingNode() ? 0 : 1;
                    if (!example.isMissingNode() && content.getKey().equals("application/json")) {
                        assertThat(description.violations(content.getValue().path("schema"), example))
                                .as(operation.route() + " " + example)
                                .isEmpty();
                    }
                }
            }

            assertThat(examples).as(operation.route()).isPositive();
        }
    }

    private static boolean ofSentry(Operation operation) {
        return operation.node().path("tags").toString().contains("sentry");
    }

    private static List<String> sentryPaths(Description description) {
        return description.operations().stream()
                .filter(DescribedRoutesTest::ofSentry)
                .map(operation -> operation.path())
                .toList();
    }

    /** Those that take a path with or without its last slash; not the one that turns all other paths away. */
    private static List<String> sentryPaths(Router router) {
        return router.getRoutes().stream()
                .filter(route -> route.getPath() == null && route.getName() != null)
                .map(Route::getName)
                .filter(name -> !name.contains("(?!"))
                .toList();
    }

    private static List<String> withMethod(Router router, HttpMethod method) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.methods().contains(method))
                .map(Route::getPath)
                .toList();
    }

    /** A route of every method turns away what others do not take; HEAD is described once for all. */
    private static List<String> routes(Router router) {
        List<String> routes = new ArrayList<>();
        router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.getPath() != null)
                .forEach(route -> route.methods().stream()
                        .filter(method -> !HttpMethod.HEAD.equals(method))
                        .forEach(method -> routes.add(method + " " + route.getPath())));
        return routes;
    }
}
