package dev.mesher.told.content;

import dev.mesher.text.OneLine;
import dev.mesher.told.channel.Message;
import dev.mesher.told.channel.Message.Content;
import dev.mesher.told.channel.Message.Kind;
import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.channel.Message.Origin;
import dev.mesher.told.content.AlertedIssueStore.Growing;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes what a queued message says, from the alerts that its channel has not been told of. */
public final class MessageContents {
    private static final int MAX_TITLE = 150;
    private static final String SOMEBODY = "Somebody";

    private final SqlClient client;
    private final PageAddresses pages;

    /**
     * @param publicUrl where the dashboard is; empty when links cannot be made
     */
    public MessageContents(SqlClient client, Optional<URI> publicUrl) {
        this.client = client;
        this.pages = new PageAddresses(publicUrl);
    }

    /**
     * What was made.
     *
     * @param lastAlert the number of the last alert that it tells of; null when it tells of none
     */
    public record Made(Message message, @Nullable Long lastAlert) {}

    /**
     * Makes the message.
     *
     * @param at when it is made, on PostgreSQL's clock
     * @return empty when there is nothing to tell: the message is gone, or all that a digest would tell is resolved
     */
    public Future<Optional<Made>> make(UUID message, Instant at) {
        return EpisodeFactsStore.facts(client, message)
                .compose(facts -> facts.map(known -> ofEpisode(known, at)).orElseGet(() -> ofTest(message, at)));
    }

    private Future<Optional<Made>> ofTest(UUID message, Instant at) {
        return EpisodeFactsStore.test(client, message)
                .map(found -> found.map(test -> {
                    String by = Objects.requireNonNullElse(test.by(), SOMEBODY);
                    Origin origin = new Origin(
                            message,
                            message,
                            "Test",
                            test.organization().id(),
                            test.organization().name());
                    Content content = new Content(Summary.test(test.channel(), by), List.of(), 0, null, null, by);
                    return new Made(new Message(message, Kind.TEST, at, origin, pages.ofTest(), content), null);
                }));
    }

    private Future<Optional<Made>> ofEpisode(EpisodeFacts facts, Instant at) {
        return switch (facts.kind()) {
            case FIRST -> untold(facts, at).map(Optional::of);
            case DIGEST ->
                EpisodeFactsStore.totals(client, untold(facts))
                        .compose(totals -> totals.unresolved()
                                ? untold(facts, at).map(Optional::of)
                                : Future.succeededFuture(Optional.empty()));
            case CALM, ACKNOWLEDGED, RESOLVED -> whole(facts, at).map(Optional::of);
            case TEST -> Future.succeededFuture(Optional.empty());
        };
    }

    private static AlertRange untold(EpisodeFacts facts) {
        return new AlertRange(facts.episode(), facts.told(), facts.newest());
    }

    /** About the alerts since the last message. */
    private Future<Made> untold(EpisodeFacts facts, Instant at) {
        AlertRange range = untold(facts);
        Instant since = facts.toldAt();
        return EpisodeFactsStore.totals(client, range)
                .compose(totals -> lines(facts, range).compose(lines -> TraitStore.sample(client, range)
                        .map(CommonTraits::of)
                        .compose(common -> growing(facts, since, at).map(growing -> {
                            String summary = facts.kind() == Kind.FIRST ? Summary.first(totals) : Summary.more(totals);
                            Content content = new Content(
                                    summary,
                                    lines,
                                    Math.max(0, totals.issues() - lines.size()),
                                    common.orElse(null),
                                    growing.orElse(null),
                                    null);
                            return made(facts, at, content, facts.newest());
                        }))));
    }

    private Future<List<Line>> lines(EpisodeFacts facts, AlertRange range) {
        return AlertedIssueStore.worst(
                client, range, facts.toldAt(), issue -> pages.issue(facts.projectNumber(), issue));
    }

    private Future<Optional<String>> growing(EpisodeFacts facts, @Nullable Instant since, Instant at) {
        return since == null
                ? Future.succeededFuture(Optional.empty())
                : AlertedIssueStore.growing(client, facts.episode(), since, at)
                        .map(found -> found.map(MessageContents::growth));
    }

    private static String growth(Growing growing) {
        String bound = growing.later() >= AlertedIssueStore.mostEvents() ? " or more" : "";
        return String.format(
                Locale.ROOT,
                "%s: %,d → %,d%s events",
                OneLine.of(growing.title(), MAX_TITLE),
                growing.earlier(),
                growing.later(),
                bound);
    }

    /** About the whole episode. "Calm again" also lists what no message has told, since it is the last one. */
    private Future<Made> whole(EpisodeFacts facts, Instant at) {
        boolean isLast = facts.kind() == Kind.CALM;
        AlertRange all = new AlertRange(facts.episode(), 0, facts.newest());
        AlertRange listed = isLast ? untold(facts) : new AlertRange(facts.episode(), facts.newest(), facts.newest());
        return EpisodeFactsStore.totals(client, all).compose(totals -> EpisodeFactsStore.totals(client, listed)
                .compose(untold -> lines(facts, listed).map(lines -> {
                    Duration lasted = Duration.between(facts.startedAt(), at);
                    Content content = new Content(
                            Summary.whole(totals, facts.alertCount(), lasted),
                            lines,
                            Math.max(0, untold.issues() - lines.size()),
                            null,
                            null,
                            facts.saidBy());
                    return made(facts, at, content, isLast ? facts.newest() : null);
                })));
    }

    private Made made(EpisodeFacts facts, Instant at, Content content, @Nullable Long lastAlert) {
        Origin origin = new Origin(
                facts.episode(),
                facts.rule().id(),
                facts.rule().name(),
                facts.project().id(),
                facts.project().name());
        return new Made(
                new Message(facts.message(), facts.kind(), at, origin, pages.of(facts, at), content), lastAlert);
    }
}
