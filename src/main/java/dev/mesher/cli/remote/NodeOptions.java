package dev.mesher.cli.remote;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a running node. */
public final class NodeOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            converter = UrlConverter.class,
            description = "The running node (default: ${DEFAULT-VALUE}).")
    private NodeUrl url;

    @Option(
            names = "--key",
            paramLabel = "K",
            defaultValue = "mshr_devdefaultapikey000000000000000000000000000",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "The ingest key (default: the seeded development key).")
    private String key;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "An API token, for a node whose management API requires one.")
    private @Nullable String token;

    @Option(
            names = "--project",
            paramLabel = "P",
            defaultValue = "default",
            description = "The key's project, for reading events back (default: ${DEFAULT-VALUE}).")
    private String project;

    /** The node, with the credentials for it. */
    public RemoteNode target() {
        return new RemoteNode(url, key, token, project);
    }
}
