package dev.mesher.cli;

import dev.mesher.api.project.ListedProject;
import dev.mesher.api.project.Provisioning;
import dev.mesher.cli.remote.NodeUrl;
import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code project create}: a project and its first key. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Creates a project in an organization, and a first ingest key for it.")
final class ProjectCreateCommand extends AdminCommand {
    @Option(names = "--name", required = true, description = "The project's name.")
    private String name;

    @Option(
            names = "--org",
            paramLabel = "SLUG",
            defaultValue = "default",
            description = "The organization (default: ${DEFAULT-VALUE}).")
    private String organization;

    @Option(names = "--slug", description = "The project's name in URL paths (default: made from the name).")
    private @Nullable String slug;

    @Option(names = "--platform", description = "The platform of the project, such as java.")
    private @Nullable String platform;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The URL by which clients reach the server, for the DSN (default: http://localhost and PORT).")
    private @Nullable String url;

    ProjectCreateCommand() {}

    ProjectCreateCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) throws InvalidConfiguration {
        NodeUrl server = server(environment);
        JsonObject fields = new JsonObject().put("name", name).put("slug", slug).put("platform", platform);
        ListedProject project =
                onDatabase(environment, pool -> new Provisioning(pool).createProject(organization, fields));
        out().println("project " + project.slug());
        out().println("id      " + project.id());
        out().println("number  " + project.number());
        out().println("key     " + project.key());
        out().println("dsn     "
                + project.dsn(
                        server.ssl() ? "https://" : "http://", server.authority(), String.valueOf(project.key())));
        return 0;
    }

    private NodeUrl server(Environment environment) throws InvalidConfiguration {
        try {
            return NodeUrl.parse(url == null ? "http://localhost:" + environment.httpPort() : url);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailed("Invalid --url: " + malformed.getMessage());
        }
    }
}
