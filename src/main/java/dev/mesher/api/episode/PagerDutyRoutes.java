package dev.mesher.api.episode;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** The webhook by which PagerDuty says that somebody has acknowledged or resolved an incident there. */
public final class PagerDutyRoutes implements ApiRoutes {
    private final PagerDutyStore store;
    private final AlertActionStore actions;

    public PagerDutyRoutes(PagerDutyStore store, AlertActionStore actions) {
        this.store = store;
        this.actions = actions;
    }

    @Override
    public void addTo(Endpoints to) {
        to.postSigned("/api/v1/channels/:channel/pagerduty", this::signed, this::follow);
    }

    /** By what a body is checked. */
    private record Signed(UUID channel, String secret, String signatures) {
        @Override
        public String toString() {
            return "Signed[" + channel + "]";
        }
    }

    private Future<Signed> signed(ApiCall call) {
        UUID channel = Parameters.uuid("channel", call.pathText("channel"));
        String signatures = call.http().request().getHeader(PagerDutySignature.HEADER);
        return store.secret(channel).map(secret -> {
            if (secret.isEmpty()) {
                throw Refusal.notFound("channel");
            }
            if (signatures == null) {
                throw Refusal.unauthorized();
            }
            return new Signed(channel, secret.get(), signatures);
        });
    }

    /** What is not about one of the organisation's episodes is accepted too, since PagerDuty would send it again. */
    private Future<JsonObject> follow(Signed signed, Buffer body) {
        if (!PagerDutySignature.isGenuine(signed.signatures(), signed.secret(), body)) {
            return Future.failedFuture(Refusal.unauthorized());
        }
        return PagerDutyEvent.parse(body)
                .map(event -> follow(signed.channel(), event))
                .orElseGet(Future::succeededFuture)
                .map(followed -> Replies.ok());
    }

    /**
     * When an episode calms down, Mesher has PagerDuty resolve its incident, and hears of it here. That does not resolve
     * the alerts: only a person does.
     */
    private Future<Void> follow(UUID channel, PagerDutyEvent event) {
        return store.ended(channel, event.episode()).compose(ended -> {
            boolean echo = event.action() == AlertAction.RESOLVE && !event.byUser() && ended.orElse(false);
            return ended.isEmpty() || echo
                    ? Future.succeededFuture()
                    : actions.episode(event.episode(), event.action(), Actor.pagerDuty(channel, event.who()))
                            .mapEmpty();
        });
    }
}
