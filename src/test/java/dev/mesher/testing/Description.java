package dev.mesher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code openapi.yaml}, as a test looks at it. */
public final class Description {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> METHODS =
            Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final String text;
    private final JsonNode root;

    private Description(String text, JsonNode root) {
        this.text = text;
        this.root = root;
    }

    /** From the class path. */
    public static Description load() {
        try (InputStream resource = Description.class.getResourceAsStream("/openapi.yaml")) {
            String text = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return new Description(text, JSON.valueToTree(yaml));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public String text() {
        return text;
    }

    /** The whole document. */
    public JsonNode root() {
        return root;
    }

    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                if (METHODS.contains(entry.getKey())) {
                    all.add(new Operation(
                            entry.getKey().toUpperCase(Locale.ROOT), path.getKey(), entry.getValue(), path.getValue()));
                }
            }
        }
        return all;
    }

    public JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolve(root.at(reference.substring(1)));
    }

    /** What is wrong with {@code json} by {@code schema}, which may refer to the description's components. */
    public List<String> violations(JsonNode schema, JsonNode json) {
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", root.path("components"));
        JsonSchema compiled = SCHEMAS.getSchema(whole, STRICT);
        return compiled.validate(json).stream().map(Object::toString).toList();
    }

    /** One method of one path. */
    public record Operation(String method, String path, JsonNode node, JsonNode pathNode) {
        /** As Vert.x writes it: {@code GET /api/v1/projects/:project}. */
        public String route() {
            return method + " " + path.replaceAll("\\{([a-z]+)}", ":$1");
        }

        /** By location and name, of the path and of the operation. */
        public Map<String, JsonNode> parameters(Description description) {
            return Stream.of(pathNode, node)
                    .flatMap(
                            each -> StreamSupport.stream(each.path("parameters").spliterator(), false))
                    .map(description::resolve)
                    .collect(Collectors.toMap(
                            each -> each.path("in").asText() + " "
                                    + each.path("name").asText(),
                            Function.identity()));
        }

        public JsonNode response(Description description, int status) {
            return description.resolve(node.path("responses").path(Integer.toString(status)));
        }
    }
}
