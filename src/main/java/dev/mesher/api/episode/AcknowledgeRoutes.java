package dev.mesher.api.episode;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Reply;
import dev.mesher.event.Refusal;
import dev.mesher.told.link.AcknowledgeLink;
import dev.mesher.told.link.AcknowledgeLink.Token;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The links in messages. Opening one changes nothing, since programs that scan mails open links too: it shows a page whose
 * button acknowledges the episode. Nobody is signed in by it.
 */
public final class AcknowledgeRoutes implements ApiRoutes {
    private static final String PATH = "/acknowledge/:token";

    private final LinkedEpisodeStore episodes;
    private final AlertActionStore actions;
    private final Clock clock;

    public AcknowledgeRoutes(LinkedEpisodeStore episodes, AlertActionStore actions, Clock clock) {
        this.episodes = episodes;
        this.actions = actions;
        this.clock = clock;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(
                PATH,
                Needs.NOTHING,
                call -> withEpisode(
                        call,
                        (token, episode) -> Future.succeededFuture(
                                episode.active()
                                        ? AcknowledgePage.asking(episode)
                                        : AcknowledgePage.done(episode, false))));
        to.post(PATH, Needs.NOTHING, this::acknowledge);
    }

    private Future<Reply> acknowledge(ApiCall call) {
        // The origin has been checked by the gate. A browser that sends none says this.
        String site = call.http().request().getHeader("Sec-Fetch-Site");
        if (site != null && !List.of("same-origin", "none").contains(site)) {
            throw Refusal.forbidden("cross-site request");
        }
        return withEpisode(call, (token, episode) -> actions.episode(
                        token.episode(), AlertAction.ACKNOWLEDGE, Actor.link(token.channel()))
                .map(changed -> AcknowledgePage.done(episode, changed)));
    }

    private Future<Reply> withEpisode(ApiCall call, BiFunction<Token, LinkedEpisode, Future<AcknowledgePage>> work) {
        String text = call.pathText("token");
        return episodes.links()
                .compose(links -> {
                    AcknowledgeLink.Result read = links.read(text, clock.instant());
                    if (read instanceof AcknowledgeLink.Valid valid) {
                        Token token = valid.token();
                        return episodes.find(token).compose(found -> found.map(episode -> work.apply(token, episode))
                                .orElseGet(() -> Future.succeededFuture(AcknowledgePage.missing())));
                    }
                    return Future.succeededFuture(
                            read instanceof AcknowledgeLink.Expired
                                    ? AcknowledgePage.expired()
                                    : AcknowledgePage.missing());
                })
                .map(page -> {
                    page.send(call.http());
                    return Reply.SENT;
                });
    }
}
