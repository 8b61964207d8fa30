package dev.mesher.sample;

import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.search.IndexStore;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The project {@code sample} of the default organisation: an online shop that sells plants, in five languages. Its day has
 * three releases, a spike and a regression. Its events go back a week: without the days before, every issue would be new, and
 * nothing could be compared with what is usual. No node may build the search index meanwhile.
 */
public final class SampleProject {
    /** The project's name in paths. */
    public static final String SLUG = "sample";

    private static final Duration SPAN = Duration.ofHours(169);
    private static final int DIGEST_BATCH = 20_000;

    private final Vertx vertx;
    private final PostgresUri uri;
    private final Supplier<List<Fault>> faults;

    public SampleProject(Vertx vertx, PostgresUri uri) {
        this(vertx, uri, SamplePlatform::faults);
    }

    SampleProject(Vertx vertx, PostgresUri uri, Supplier<List<Fault>> faults) {
        this.vertx = vertx;
        this.uri = uri;
        this.faults = faults;
    }

    /**
     * The project.
     *
     * @param key the project's oldest valid ingest key; null when it has none
     * @param fresh whether it was made and filled now
     * @param issues how many it was filled with, 0 unless it is fresh
     * @param events the same
     */
    public record Sample(long number, @Nullable String key, boolean fresh, int issues, long events) {}

    /**
     * Makes the project and fills it. Blocks for some seconds. When there is a project of this name, nothing is changed.
     *
     * @param now no event is later
     */
    public Sample fill(Instant now) throws SQLException, TimeoutException {
        Sample sample = store(now.truncatedTo(ChronoUnit.MILLIS));
        if (sample.fresh()) {
            digest(now);
        }
        return sample;
    }

    private Sample store(Instant now) throws SQLException {
        try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties())) {
            connection.setAutoCommit(false);
            SampleStore store = new SampleStore(connection);
            Optional<SampleStore.Row> made = store.make(SLUG, now.minus(SPAN));
            if (made.isEmpty()) {
                SampleStore.Row there = store.find(SLUG);
                return new Sample(there.number(), there.key(), false, 0, 0);
            }
            Map<String, SampleIssue> issues = fill(store, made.get().id(), now);
            connection.commit();
            return new Sample(
                    made.get().number(),
                    made.get().key(),
                    true,
                    issues.size(),
                    issues.values().stream().mapToLong(SampleIssue::events).sum());
        }
    }

    private Map<String, SampleIssue> fill(SampleStore store, UUID project, Instant now) throws SQLException {
        store.partitions(now.minus(SPAN), now);
        Map<String, SampleIssue> issues = new LinkedHashMap<>();
        try (EventRowStore events = store.eventsOf(project)) {
            for (Fault fault : faults.get()) {
                SampleEvents made = new SampleEvents(fault, now);
                for (Instant time : made.times()) {
                    SampleEvent event = made.event(time);
                    SampleIssue issue = issues.computeIfAbsent(
                            event.fingerprint(), opened -> new SampleIssue(made.id(time), fault));
                    issue.count(event);
                    events.add(issue.id(), event);
                }
            }
        }
        FollowUpStore followUp = store.followUpOf(project, now);
        Map<String, UUID> people = followUp.people();
        store.issues(project, issues.values(), people, now);
        store.counts(project, now);
        for (SampleIssue issue : issues.values()) {
            followUp.write(issue, people);
        }
        followUp.rules();
        return issues;
    }

    /** Builds the search index. A node would also do it, but more slowly. */
    private void digest(Instant now) throws TimeoutException {
        Database database = Database.create(vertx, uri);
        try {
            IndexStore digest = new IndexStore(vertx, database.duties(), DIGEST_BATCH);
            boolean more = true;
            while (more) {
                more = digest.digest(now.plusMillis(1)).await(1, TimeUnit.MINUTES)
                        || digest.digestLate(now.minus(SPAN)).await(1, TimeUnit.MINUTES);
            }
        } finally {
            Void unused = database.close().await(10, TimeUnit.SECONDS);
        }
    }
}
