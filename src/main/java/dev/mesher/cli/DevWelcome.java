package dev.mesher.cli;

import dev.mesher.config.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code dev} prints when it is ready: its addresses, and commands to paste.
 *
 * @param database URI without the password
 * @param passwordFile contains the password of the database
 */
record DevWelcome(Settings settings, String database, Path passwordFile) {
    /** The key in the seed data. It is the same on every machine. */
    private static final String KEY = "mshr_devdefaultapikey000000000000000000000000000";

    private static final int PROJECT = 1;

    List<String> lines() {
        String url = "http://127.0.0.1:" + settings.server().httpPort();
        return List.of(
                "",
                "Mesher is ready (Ctrl-C stops it)",
                "  HTTP        " + url + "/api/v1",
                "  WebSocket   ws://127.0.0.1:" + settings.server().webSocketPort() + "/ingest",
                "  API key     " + KEY,
                "  Sentry DSN  http://" + KEY + "@127.0.0.1:"
                        + settings.server().httpPort() + "/" + PROJECT,
                "  PostgreSQL  " + database,
                "              password in " + passwordFile,
                "",
                "Send an event, then read it back:",
                "  curl -sSf -X POST " + url + "/api/v1/events -H 'Content-Type: application/json' -H 'x-sentry-auth: "
                        + KEY + "' -d '{\"message\":\"Hello from curl\",\"level\":\"error\"}'",
                "  curl -sSf '" + url + "/api/v1/projects/default/issues?status=unresolved'",
                "");
    }
}
