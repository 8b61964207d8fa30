package dev.mesher.cli;

import dev.mesher.config.Settings;
import dev.mesher.sample.SampleProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code dev} prints when it is ready: its addresses, and commands to paste.
 *
 * @param database URI without the password
 * @param passwordFile contains the password of the database
 * @param firstAccountCode the one-time code for the first account; empty when there is an account
 * @param sample the project with made-up events; empty unless it was asked for
 */
record DevWelcome(
        Settings settings,
        String database,
        Path passwordFile,
        Optional<String> firstAccountCode,
        Optional<SampleProject.Sample> sample) {
    /** The key in the seed data. It is the same on every machine. */
    private static final String KEY = "mshr_devdefaultapikey000000000000000000000000000";

    private static final int PROJECT = 1;

    List<String> lines() {
        String url = "http://127.0.0.1:" + settings.server().httpPort();
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Mesher is ready (Ctrl-C stops it)",
                "  Dashboard   " + url + "/",
                "  HTTP        " + url + "/api/v1",
                "  WebSocket   ws://127.0.0.1:" + settings.server().webSocketPort() + "/ingest",
                "  API key     " + KEY,
                "  Sentry DSN  http://" + KEY + "@127.0.0.1:"
                        + settings.server().httpPort() + "/" + PROJECT,
                "  PostgreSQL  " + database,
                "              password in " + passwordFile));
        firstAccountCode.ifPresent(code -> lines.add("  First account code  " + code));
        sample.ifPresent(project -> lines.addAll(about(project, url)));
        lines.addAll(List.of(
                "",
                "Send an event, then read it back:",
                "  curl -sSf -X POST " + url + "/api/v1/events -H 'Content-Type: application/json' -H 'x-sentry-auth: "
                        + KEY + "' -d '{\"message\":\"Hello from curl\",\"level\":\"error\"}'",
                "  curl -sSf '" + url + "/api/v1/projects/default/issues?status=unresolved'",
                ""));
        return lines;
    }

    private static List<String> about(SampleProject.Sample project, String url) {
        String slug = SampleProject.SLUG;
        return List.of(
                "",
                project.fresh()
                        ? "The project %s has %,d made-up events in %d issues"
                                .formatted(slug, project.events(), project.issues())
                        : "The project " + slug + " is there already: nothing was changed",
                "  Dashboard   " + url + "/p/" + project.number() + "/issues",
                "  API key     " + (project.key() == null ? "none" : project.key()),
                "  Remove it   in its settings, or: curl -sSf -X POST " + url + "/api/v1/projects/" + slug
                        + "/delete -H 'Content-Type: application/json' -d '{\"slug\":\"" + slug + "\"}'");
    }
}
