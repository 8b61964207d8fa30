package dev.mesher.merge;

import dev.mesher.decode.NativeEvent;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import dev.mesher.group.Title;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.Payload;
import dev.mesher.payload.UnknownDictionaryException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Merges and unmerges issues by their fingerprints. */
public final class Merging {
    /**
     * Steps that the caller waits for. They are enough for most issues; the remaining events are moved in the
     * background.
     */
    private static final int STEPS = 12;

    private final Vertx vertx;
    private final MergeStore merges;
    private final NewestEventStore events;
    private final Moves moves;
    private final Dictionaries dictionaries;

    public Merging(Vertx vertx, Pool pool, Dictionaries dictionaries) {
        this.vertx = vertx;
        this.merges = new MergeStore(pool);
        this.events = new NewestEventStore(pool);
        this.moves = new Moves(vertx, pool, dictionaries);
        this.dictionaries = dictionaries;
    }

    /**
     * The result of a merge or an unmerge.
     *
     * @param issue the issue that has the fingerprints now
     * @param following whether some events have not been moved yet
     * @param activities what it added to the activity of issues
     */
    public record Result(UUID issue, List<String> fingerprints, boolean following, List<ActivityAdded> activities) {}

    /**
     * Merges {@code sources} into {@code target}. Refuses when an issue does not exist or is being merged into another.
     *
     * @param user who merges; null for a caller without an account
     */
    public Future<Result> merge(UUID project, UUID target, List<UUID> sources, @Nullable UUID user) {
        return merges.merge(project, target, sources, user).compose(given -> followed(given, sources));
    }

    /**
     * Gives the fingerprints to a new issue. The issue must have them, and at least one other.
     *
     * @param user who unmerges; null for a caller without an account
     */
    public Future<Result> unmerge(UUID project, UUID issue, List<String> fingerprints, @Nullable UUID user) {
        return events.newest(issue, fingerprints)
                .compose(newest -> newest.map(this::headline)
                        .orElseGet(() -> Future.failedFuture(
                                Refusal.conflict("no event with these fingerprints is kept in this issue"))))
                .compose(headline -> merges.unmerge(project, issue, fingerprints, headline, user))
                .compose(given -> followed(given, List.of(issue)));
    }

    private Future<Result> followed(MergeStore.Given given, List<UUID> from) {
        return follow(new ArrayList<>(from), STEPS)
                .map(following -> new Result(given.issue(), given.fingerprints(), following, given.activities()));
    }

    /**
     * Takes the first steps of the move. True when there are more to take. A step that fails is taken again in the
     * background.
     */
    private Future<Boolean> follow(List<UUID> issues, int steps) {
        if (issues.isEmpty() || steps == 0) {
            return Future.succeededFuture(!issues.isEmpty());
        }
        UUID issue = issues.get(0);
        return moves.step(issue).recover(failed -> Future.succeededFuture(true)).compose(more -> {
            if (!more) {
                UUID unused = issues.remove(0);
            }
            return follow(issues, steps - 1);
        });
    }

    private Future<Headline> headline(NewestEventStore.Stored stored) {
        return vertx.executeBlocking(
                () -> {
                    try {
                        Event event = NativeEvent.decodeStored(
                                Payload.expand(stored.payload().getBytes(), dictionaries));
                        return new Headline(
                                Title.of(event),
                                Title.culprit(event),
                                event.exception(),
                                stored.level(),
                                stored.receivedAt());
                    } catch (UnknownDictionaryException notYet) {
                        throw Refusal.unavailable("the events cannot be read yet: this node has still to learn how");
                    } catch (RuntimeException | StackOverflowError | LinkageError unreadable) {
                        String title = stored.message().lines().findFirst().orElse("");
                        return new Headline(
                                title.substring(0, Math.min(200, title.length())),
                                null,
                                null,
                                stored.level(),
                                stored.receivedAt());
                    }
                },
                false);
    }
}
