package dev.mesher.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A running node, with the credentials for it.
 *
 * @param key ingest key: never printed
 * @param token API token: never printed; null when the node requires none
 * @param project slug, number or UUID
 */
public record RemoteNode(NodeUrl url, String key, @Nullable String token, String project) {

    /** The path of a project's resource in the management API. */
    public String projectPath(String rest) {
        return "/api/v1/projects/" + URLEncoder.encode(project, StandardCharsets.UTF_8) + "/" + rest;
    }

    @Override
    public String toString() {
        return "RemoteNode[url=" + url + ", key=[redacted], token=[redacted], project=" + project + "]";
    }
}
