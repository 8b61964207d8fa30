package dev.mesher.testing;

import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.ops.ClosedDayVerticle;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Has the days that are over given their index of the clients' ids, as a node does that holds the authority. */
public final class ClosedDays {
    private static final String WITHOUT_INDEX =
            "SELECT count(*) FROM event_days WHERE NOT indexed AND ends <= now() - interval '1 hour'";

    private ClosedDays() {}

    /** Returns when every one has it. */
    public static void index(Vertx vertx, StoredData data) {
        AuthorityVerticle authority = new AuthorityVerticle(
                data.database().pool(),
                new Continuity("closes days", ContinuityRole.PRIMARY, 0),
                LeaseTimes.DEFAULT,
                new Diagnostics());
        String holder = Await.await(vertx.deployVerticle(authority));
        String builder = Await.await(vertx.deployVerticle(
                new ClosedDayVerticle(data.database(), authority.authority(), Duration.ofMillis(10))));
        Awaitility.await().until(() -> data.number(WITHOUT_INDEX) == 0);
        Await.await(vertx.undeploy(builder));
        Await.await(vertx.undeploy(holder));
    }
}
