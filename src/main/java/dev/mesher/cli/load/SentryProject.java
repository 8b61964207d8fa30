package dev.mesher.cli.load;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.RemoteNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Finds the project's number, which a DSN contains. */
final class SentryProject {
    private SentryProject() {}

    /** Asks the node for it. Fails with a message for the user. */
    static long number(RemoteNode target) {
        try (ClientVertx client = new ClientVertx()) {
            String path = "/api/v1/projects/" + URLEncoder.encode(target.project(), StandardCharsets.UTF_8);
            return new NodeApi(client.vertx(), target)
                    .get(path)
                    .map(answer -> answer.expect(200).getLong("number"))
                    .await();
        } catch (Exception unreadable) {
            throw new CommandFailed("the project's number cannot be read from " + target.url() + ": "
                    + CommandFailed.words(unreadable));
        }
    }
}
